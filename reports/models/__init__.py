from reports.models.compiling import Compilation, CompiledFile, LetterTemplate, ListFile
from reports.models.duties import BY_WEEKDAY, ReportingDuty, ReportingDutyQuerySet
from reports.models.filing import Report, ReportQuerySet

__all__ = [
    "BY_WEEKDAY",
    "Compilation",
    "CompiledFile",
    "LetterTemplate",
    "ListFile",
    "Report",
    "ReportQuerySet",
    "ReportingDuty",
    "ReportingDutyQuerySet",
]
