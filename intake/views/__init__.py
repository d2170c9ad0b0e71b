from intake.views.drafts import discard, publish, source
from intake.views.reviewing import document, doubt, review, task
from intake.views.uploading import upload, uploads

__all__ = ["discard", "document", "doubt", "publish", "review", "source", "task", "upload", "uploads"]
