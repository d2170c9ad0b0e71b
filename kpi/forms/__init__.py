"""What people type about figures, and about how an indicator is measured."""

from kpi.forms.describing import DescribeForm, TargetForm, bases_of, points_of
from kpi.forms.figures import CorrectionForm, FigureForm, SupplementForm, WorkbookForm

__all__ = [
    "CorrectionForm",
    "DescribeForm",
    "FigureForm",
    "SupplementForm",
    "TargetForm",
    "WorkbookForm",
    "bases_of",
    "points_of",
]
