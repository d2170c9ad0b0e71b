"""What reminders and campaigns say, to whom."""

from agenda.notices.campaigning import calls, urge_to_count
from agenda.notices.reminding import OF_PLAN, due_words, reminders

__all__ = ["OF_PLAN", "calls", "due_words", "reminders", "urge_to_count"]
