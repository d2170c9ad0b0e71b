from reports.models.duties import ReportingDuty, ReportingDutyQuerySet

__all__ = ["ReportingDuty", "ReportingDutyQuerySet"]
