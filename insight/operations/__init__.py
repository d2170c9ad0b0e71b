"""What insight does by itself (learn, watch, freeze scores), and what people do about criteria and scores."""

from insight.operations.briefing import choose_brief, send_briefs
from insight.operations.criteria import discard_criteria, draft_criteria, edit_criteria, publish_criteria
from insight.operations.freezing import freeze, freeze_due, rescore
from insight.operations.learning import (
    learn_forecasts_when_due,
    learn_from_figures,
    learn_from_finished,
    learn_when_due,
)
from insight.operations.objecting import answer_objection, object_to_score
from insight.operations.watching import watch

__all__ = [
    "answer_objection",
    "choose_brief",
    "discard_criteria",
    "draft_criteria",
    "edit_criteria",
    "freeze",
    "freeze_due",
    "learn_forecasts_when_due",
    "learn_from_figures",
    "learn_from_finished",
    "learn_when_due",
    "object_to_score",
    "publish_criteria",
    "rescore",
    "send_briefs",
    "watch",
]
