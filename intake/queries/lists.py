"""The lists of the upload page: files somebody sent, drafts of their units."""

from django.db.models import Count, Q, QuerySet

from intake.models import Upload
from plans.models import Plan
from units.models import User


def my_uploads(user: User) -> QuerySet[Upload]:
    return Upload.objects.visible_to(user).select_related("plan").order_by("-uploaded_at", "-pk")


def my_drafts(user: User) -> QuerySet[Plan]:
    drafts = Plan.objects.led_by(user).filter(state=Plan.State.DRAFT)
    counted = drafts.annotate(
        task_count=Count("tasks", distinct=True),
        missing_count=Count("doubts", Q(doubts__settled_at=None, doubts__level="missing"), distinct=True),
        check_count=Count("doubts", Q(doubts__settled_at=None, doubts__level="check"), distinct=True),
    )
    return counted.select_related("created_by").order_by("-created_at", "-pk")
