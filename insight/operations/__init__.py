"""What the early warning does by itself: learn from finished work, watch running work."""

from insight.operations.learning import learn_from_finished, learn_when_due
from insight.operations.watching import watch

__all__ = ["learn_from_finished", "learn_when_due", "watch"]
