from django.apps import AppConfig
from django.db.backends.signals import connection_created


class UnitsConfig(AppConfig):
    name = "units"
    verbose_name = "Đơn vị và con người"

    def ready(self) -> None:
        from units.names.searching import teach_sqlite  # models are loaded by now

        connection_created.connect(teach_sqlite)
