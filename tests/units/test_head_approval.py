import pytest
from django.core.exceptions import PermissionDenied

from journal.models import Event
from tasks import operations as op
from tests.cast import NOW
from units.operations import set_head_approval


def test_the_head_turns_the_approval_off_and_officers_send_themselves(client, cast):
    client.force_login(cast.unit_head)
    page = client.post(f"/don-vi/{cast.ward.pk}/lanh-dao-duyet/", {"needed": "0"}, follow=True).content.decode()
    assert "chuyên viên gửi thẳng" in page
    assert "tắt việc lãnh đạo duyệt trước khi gửi" in page
    set_head_approval(unit_id=cast.ward.pk, needed=False, actor=cast.unit_head)
    assert Event.objects.filter(verb="units.head_approval_set").count() == 1
    told = {"assignment_id": cast.assignment.pk, "actor": cast.unit_officer, "now": NOW}
    op.add_evidence(**told, kind="document", label="Báo cáo", document_number="1/BC")
    assert op.send(**told).state == "sent"


@pytest.mark.parametrize(
    "who", ["unit_officer", "focal_officer", "partner_officer", "stranger", "inspector", "admin"]
)
def test_nobody_else_does(client, cast, who):
    with pytest.raises(PermissionDenied):
        set_head_approval(unit_id=cast.ward.pk, needed=False, actor=getattr(cast, who))
    client.force_login(getattr(cast, who))
    assert client.post(f"/don-vi/{cast.ward.pk}/lanh-dao-duyet/", {"needed": "0"}).status_code in (403, 404)
