from reports.models.compiling import Compilation, CompiledFile, LetterTemplate, ListFile
from reports.models.duties import ReportingDuty, ReportingDutyQuerySet
from reports.models.filing import Report, ReportQuerySet

__all__ = [
    "Compilation",
    "CompiledFile",
    "LetterTemplate",
    "ListFile",
    "Report",
    "ReportQuerySet",
    "ReportingDuty",
    "ReportingDutyQuerySet",
]
