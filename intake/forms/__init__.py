"""What an officer types: the file, the document's facts, one row with its dates, an indicator, a duty."""

from intake.forms.amending import DecisionForm, LinkForm
from intake.forms.counting import DutyForm, IndicatorForm, SectionForm
from intake.forms.document import DocumentForm, StatusForm, UploadForm
from intake.forms.naming import SettleForm
from intake.forms.row import TaskForm

__all__ = [
    "DecisionForm",
    "DocumentForm",
    "DutyForm",
    "IndicatorForm",
    "LinkForm",
    "SectionForm",
    "SettleForm",
    "StatusForm",
    "TaskForm",
    "UploadForm",
]
