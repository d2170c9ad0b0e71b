from tasks.models.amended import TaskAmendment, TaskTwin
from tasks.models.assignment import Assignment, AssignmentQuerySet, Span
from tasks.models.changes import Change, Continuation, DecisionPaper
from tasks.models.contributions import ContributionRequest
from tasks.models.evidence import Evidence
from tasks.models.milestones import RegisteredMilestone
from tasks.models.requests import ChangeRequest
from tasks.models.task import Milestone, Task, TaskParty, TaskQuerySet
from tasks.models.work import Note, Obstacle, ProgressUpdate

__all__ = [
    "Assignment",
    "AssignmentQuerySet",
    "Change",
    "ChangeRequest",
    "Continuation",
    "ContributionRequest",
    "DecisionPaper",
    "Evidence",
    "Milestone",
    "Note",
    "Obstacle",
    "ProgressUpdate",
    "RegisteredMilestone",
    "Span",
    "Task",
    "TaskAmendment",
    "TaskParty",
    "TaskQuerySet",
    "TaskTwin",
]
