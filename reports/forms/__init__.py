from reports.forms.compiling import MailForm
from reports.forms.filing import ROWS, DaysForm, OnceForm, PaperForm, ReasonForm

__all__ = ["ROWS", "DaysForm", "MailForm", "OnceForm", "PaperForm", "ReasonForm"]
