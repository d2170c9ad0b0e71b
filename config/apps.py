from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        from config.wording import speak_vietnamese

        speak_vietnamese()  # before any form is made: fields take their words as they are
