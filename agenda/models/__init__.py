"""What the agenda has to remember about itself."""

from agenda.models.reminding import Acknowledgement, Ladder, PlanWords, ReminderDay, Rung
from agenda.models.urging import Urging

__all__ = ["Acknowledgement", "Ladder", "PlanWords", "ReminderDay", "Rung", "Urging"]
