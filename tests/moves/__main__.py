"""`python -m tests.moves [--moves 5000] [--seed N]`: random moves on a PostgreSQL of its own, then the proof."""

import argparse
import os
import random
import tempfile

import django

parser = argparse.ArgumentParser(prog="tests.moves")
parser.add_argument("--moves", type=int, default=5_000)
parser.add_argument("--seed", type=int, default=random.randrange(10**6))
asked = parser.parse_args()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test.utils import override_settings  # noqa: E402

from tests.moves.drill import drill  # noqa: E402

print(f"seed {asked.seed}", flush=True)
connection.creation.create_test_db(verbosity=0)
with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder), transaction.atomic():
    print(drill(moves=asked.moves, seed=asked.seed).sentence)
connection.close()
