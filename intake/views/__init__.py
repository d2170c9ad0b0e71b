from intake.views.counting import duties, indicators, offers, sections
from intake.views.drafts import discard, publish
from intake.views.reviewing import cell, counted, document, doubt, presence, reread, review, task
from intake.views.rows import add, change_row, fill, settle_unit
from intake.views.source import source
from intake.views.uploading import upload, uploads

__all__ = [
    "add",
    "cell",
    "change_row",
    "counted",
    "discard",
    "document",
    "doubt",
    "duties",
    "fill",
    "indicators",
    "offers",
    "presence",
    "publish",
    "reread",
    "review",
    "sections",
    "settle_unit",
    "source",
    "task",
    "upload",
    "uploads",
]
