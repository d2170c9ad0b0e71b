from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from api.problems import TooLarge
from api.serializers.work import AssignmentSerializer
from tasks.models import Assignment, AssignmentQuerySet
from units.models import User

RELATED = ("plan", "task", "unit", "confirming_unit", "leader", "officer", "confirmed_by")
FORM_ROOM = 1024 * 1024  # for the fields and boundaries around one file of the largest size


class SizeLimit:
    """Refuses by Content-Length, before a byte of the body is read."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        limit = settings.UPLOAD_LIMIT_MB * 1024 * 1024
        if int(request.META.get("CONTENT_LENGTH") or 0) > limit + FORM_ROOM:
            raise TooLarge(f"Tệp gửi lên lớn hơn {settings.UPLOAD_LIMIT_MB} MB. Giảm dung lượng hoặc chia tệp.")


def assignments_for(user: User) -> AssignmentQuerySet:
    return Assignment.objects.visible_to(user).select_related(*RELATED)


def get_assignment(request: Request, pk: int) -> Assignment:
    return get_object_or_404(assignments_for(request.user), pk=pk)


def visible_id(request: Request, pk: int) -> int:
    """For writes: the operation reads the row again, locked."""
    return get_object_or_404(Assignment.objects.visible_to(request.user).values_list("pk", flat=True), pk=pk)


@contextmanager
def refusing(request: Request, pk: int) -> Iterator[None]:
    """Around an operation that checks the person first: only a refused one asks whether to say 403 or 404."""
    try:
        yield
    except (PermissionDenied, Assignment.DoesNotExist):
        visible_id(request, pk)
        raise PermissionDenied from None


def shown(request: Request, pk: int, status: int = 200) -> Response:
    """The assignment as it stands after a write."""
    context = {"request": request, "today": timezone.localdate()}
    return Response(AssignmentSerializer(get_assignment(request, pk), context=context).data, status=status)
