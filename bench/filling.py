"""The other process of B12: fills the database that DATABASE_URL names, and prints whom to ask what."""

import json
import sys

import django

django.setup()

from bench.ground import Ground  # noqa: E402
from bench.growth import MANY, requests  # noqa: E402

json.dump(requests(Ground(assignments=MANY)), sys.stdout)
