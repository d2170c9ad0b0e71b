from hypothesis import settings

# A busy machine must not turn a true property into a failure.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

pytest_plugins = ["tests.cast", "tests.services.redis", "tests.services.smtp", "tests.services.chromium"]
