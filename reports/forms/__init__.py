from reports.forms.filing import ROWS, DaysForm, OnceForm, PaperForm, ReasonForm

__all__ = ["ROWS", "DaysForm", "OnceForm", "PaperForm", "ReasonForm"]
