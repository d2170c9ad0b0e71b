from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Báo cáo"

    def ready(self) -> None:
        from notifications import kinds
        from reports.operations.sending import WITH_FILES, files_of

        kinds.attached[WITH_FILES] = files_of
