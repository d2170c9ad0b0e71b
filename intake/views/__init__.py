from intake.views.comparing import amends, compare_version
from intake.views.counting import duties, indicators, offers, sections
from intake.views.drafts import discard
from intake.views.linking import links, replace, settle_link, settle_twin, twins
from intake.views.publishing import publish, withdraw
from intake.views.reviewing import cell, counted, document, doubt, presence, reread, review, task
from intake.views.rows import add, change_row, fill, settle_unit
from intake.views.source import source
from intake.views.statuses import status_sample, statuses
from intake.views.undoing import undo
from intake.views.uploading import upload, uploads

__all__ = [
    "add",
    "amends",
    "cell",
    "change_row",
    "compare_version",
    "counted",
    "discard",
    "document",
    "doubt",
    "duties",
    "fill",
    "indicators",
    "links",
    "offers",
    "presence",
    "publish",
    "replace",
    "reread",
    "review",
    "sections",
    "settle_link",
    "settle_twin",
    "settle_unit",
    "source",
    "status_sample",
    "statuses",
    "task",
    "twins",
    "undo",
    "upload",
    "uploads",
    "withdraw",
]
