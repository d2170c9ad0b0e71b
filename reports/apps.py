from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Báo cáo"

    def ready(self) -> None:
        from notifications import kinds
        from reports.operations import sending, sending_filed

        kinds.attached |= {each.WITH_FILES: each.files_of for each in (sending, sending_filed)}
