"""What people and the reading job do to uploads and drafts. Publication itself is `tasks.operations.publish`."""

from intake.errors import DraftIsGone, IntakeError
from intake.operations.drafting import draft_from
from intake.operations.drafts import discard
from intake.operations.reading import read_upload
from intake.operations.reviewing import Due, revise_document, revise_task, settle_doubt
from intake.operations.uploading import take_upload

__all__ = [
    "DraftIsGone",
    "Due",
    "IntakeError",
    "discard",
    "draft_from",
    "read_upload",
    "revise_document",
    "revise_task",
    "settle_doubt",
    "take_upload",
]
