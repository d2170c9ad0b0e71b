from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "agenda"

    def ready(self) -> None:
        from agenda.notices import REMINDER, outdated
        from notifications import kinds

        kinds.outdated[REMINDER] = outdated
