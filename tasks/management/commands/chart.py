"""Print the lifecycle of an assignment as Graphviz reads it; docs/lifecycle.dot is its copy."""

from typing import Any

from django.core.management.base import BaseCommand

from tasks.workflow import lifecycle


class Command(BaseCommand):
    help = "Print the lifecycle of an assignment in the DOT language."

    def handle(self, **options: Any) -> None:
        self.stdout.write(lifecycle())
