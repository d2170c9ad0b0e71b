"""`python -m tests.faults`: killed workers, a restarted Redis, a second beat, a mail server that goes away."""

import os
import sys

import django

from tests.faults.place import Place

place = Place()
os.environ.update(place.environment)
django.setup()

from tests.faults.drill import drill  # noqa: E402

try:
    code = drill(place)
except TimeoutError:
    print((place.folder / "log").read_text()[-3000:], file=sys.stderr)
    raise
finally:
    place.close()
sys.exit(code)
