import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"

import django

django.setup()

from bench.run import main  # noqa: E402

sys.exit(main(sys.argv[1:] or os.environ.get("ONLY", "").split()))
