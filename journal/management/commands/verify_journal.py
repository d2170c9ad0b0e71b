import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from journal.models import Event
from journal.operations import seal
from journal.queries import first_broken


class Command(BaseCommand):
    help = "Check that the journal is whole: exit 0 whole, 1 broken (first position printed), 2 cannot run."

    def handle(self, **options: Any) -> None:
        try:
            while seal():
                pass
            broken = first_broken()
            count = Event.objects.count()
        except DatabaseError as error:
            self.stderr.write(f"cannot read the journal: {str(error).splitlines()[0]}")
            sys.exit(2)
        if broken is not None:
            self.stdout.write(f"journal broken at position {broken}")
            sys.exit(1)
        self.stdout.write(f"journal whole, {count} events")
