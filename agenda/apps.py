from django.apps import AppConfig

# What is said of a whole document.
OF_A_PLAN = ("reminder_plan", "campaign_call", "urged", "assigned", "changed")
# What else the unit is told of work that is its own to do.
TO_THE_UNIT = ("supplement_requested", "changed", "change_opined", "change_declined", "obstacle_answered")


class AgendaConfig(AppConfig):
    name = "agenda"

    def ready(self) -> None:
        from agenda.queries.dues import HELP, KINDS, MILESTONE, NAMING, REPORT, WHY, WORK
        from agenda.queries.ladders import words_of_plans
        from notifications import kinds

        kinds.outdated |= {kind.name: kind.outdated for kind in KINDS}
        kinds.wording["agenda"] = words_of_plans
        kinds.verbs |= {
            "assignment": "Mở việc này",
            "contribution": "Trả lời",
            "explanation": "Giải trình",
            "measurement": "Nhập số liệu",
            "report": "Mở báo cáo",
        }
        kinds.one_tap |= {(kind, "assignment"): "/mot-cham/" for kind in (WORK, *TO_THE_UNIT)}
        lines = {(MILESTONE, "milestone"), (HELP, "contribution"), (NAMING, "party"), (REPORT, "report")}
        lines.add((WHY, "explanation"))
        kinds.one_tap |= dict.fromkeys(lines | {(kind, "plan") for kind in OF_A_PLAN}, "/mot-cham/")
