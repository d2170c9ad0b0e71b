from reports.models.compiling import Compilation, CompiledFile, LetterTemplate, ListFile
from reports.models.duties import ReportingDuty, ReportingDutyQuerySet

__all__ = [
    "Compilation",
    "CompiledFile",
    "LetterTemplate",
    "ListFile",
    "ReportingDuty",
    "ReportingDutyQuerySet",
]
