pytest_plugins = ["tests.cast", "tests.services.redis", "tests.services.smtp", "tests.services.chromium"]
