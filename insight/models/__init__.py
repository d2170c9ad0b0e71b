"""What stands above all work: warnings with what they learnt, criteria with the scores they give."""

from insight.models.criteria import Criteria, CriteriaQuerySet
from insight.models.parts import Group, Part
from insight.models.scores import Objection, ObjectionQuerySet, Score, Sheet, SheetQuerySet
from insight.models.warnings import EarlyWarning, WarningModel, WarningQuerySet

__all__ = [
    "Criteria",
    "CriteriaQuerySet",
    "EarlyWarning",
    "Group",
    "Objection",
    "ObjectionQuerySet",
    "Part",
    "Score",
    "Sheet",
    "SheetQuerySet",
    "WarningModel",
    "WarningQuerySet",
]
