"""What stands above all work: warnings with what they learnt, criteria with the scores they give."""

from insight.models.briefs import BriefChoice
from insight.models.criteria import Criteria, CriteriaQuerySet
from insight.models.parts import Group, Part
from insight.models.scores import Objection, ObjectionQuerySet, Score, Sheet, SheetQuerySet
from insight.models.warnings import EarlyWarning, ForecastModel, WarningModel, WarningQuerySet

__all__ = [
    "BriefChoice",
    "Criteria",
    "CriteriaQuerySet",
    "EarlyWarning",
    "ForecastModel",
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
