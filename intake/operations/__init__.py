"""What people and the reading job do to uploads and drafts. Publication itself is `tasks.operations.publish`."""

from intake.errors import DraftIsGone, IntakeError, RowChanged, RowIsGone
from intake.operations.counting import remove_indicator, revise_indicator
from intake.operations.drafting import draft_from
from intake.operations.drafts import discard
from intake.operations.dues import Due, read_again
from intake.operations.filling import fill_products, take_in
from intake.operations.naming import settle_unit
from intake.operations.presence import be_present
from intake.operations.reading import read_upload
from intake.operations.reporting import remove_duty, revise_duty
from intake.operations.reviewing import revise_document, revise_section, settle_doubt
from intake.operations.revising import revise_task
from intake.operations.rows import add_row, delete_row, merge_row, move_row, split_row
from intake.operations.steps import forget_old_steps
from intake.operations.undoing import undo_step
from intake.operations.uploading import take_upload

__all__ = [
    "DraftIsGone",
    "Due",
    "IntakeError",
    "RowChanged",
    "RowIsGone",
    "add_row",
    "be_present",
    "delete_row",
    "discard",
    "draft_from",
    "fill_products",
    "forget_old_steps",
    "merge_row",
    "move_row",
    "read_again",
    "read_upload",
    "remove_duty",
    "remove_indicator",
    "revise_document",
    "revise_duty",
    "revise_indicator",
    "revise_section",
    "revise_task",
    "settle_doubt",
    "settle_unit",
    "split_row",
    "take_in",
    "take_upload",
    "undo_step",
]
