"""Tell people by a letter of its own that a compilation is ready; its files stay behind sign-in."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from journal.operations import record
from notifications.operations import Notice, post
from reports.errors import ReportError
from reports.models import Compilation
from reports.perms import can_edit
from units.models import Membership, User


@transaction.atomic
def mail_compilation(*, compilation_id: int, actor: User, now: datetime) -> int:
    """To the heads and coordinators of the unit that compiled it; how many letters. Once a version."""
    compilation = Compilation.objects.select_for_update(of=("self",)).get(pk=compilation_id)
    if not can_edit(actor, compilation):
        raise PermissionDenied("mail")
    if compilation.state != Compilation.State.READY:
        raise ReportError("Báo cáo chưa lập xong; lập xong rồi gửi thư.")
    today = timezone.localdate(now)
    places = Membership.objects.current(today).filter(
        unit=compilation.unit_id, role__in=[Membership.Role.HEAD, Membership.Role.COORDINATOR]
    )
    people = set(places.values_list("user_id", flat=True)) - {actor.pk}
    if not people:
        raise ReportError("Đơn vị chưa có lãnh đạo hay đầu mối nào khác để gửi thư; thêm người ở trang Đơn vị.")
    text = f"Báo cáo tổng hợp {compilation.period_key} bản {compilation.version} đã lập xong"
    sent = post(
        [
            Notice(
                kind="reports.compiled",
                subject=("compilation", compilation.pk),
                text=text,
                path=compilation.get_absolute_url(),
                dedupe=f"version-{compilation.version}",
                to_user_id=person,
                single=True,
            )
            for person in sorted(people)
        ],
        today=today,
    )
    record(
        "reports.mailed",
        ("compilation", compilation.pk),
        actor=actor,
        version=compilation.version,
        people=len(people),
    )
    return sent
