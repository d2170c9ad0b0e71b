from tasks.models.assignment import Assignment, AssignmentQuerySet, Span
from tasks.models.task import Milestone, Task, TaskParty, TaskQuerySet
from tasks.models.work import Evidence, Note, Obstacle, ProgressUpdate

__all__ = [
    "Assignment",
    "AssignmentQuerySet",
    "Evidence",
    "Milestone",
    "Note",
    "Obstacle",
    "ProgressUpdate",
    "Span",
    "Task",
    "TaskParty",
    "TaskQuerySet",
]
