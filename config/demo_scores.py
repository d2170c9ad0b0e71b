"""The invented criteria that score the units of the demonstration, and the scores of the months that are over."""

import io
from datetime import date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from docx import Document

from insight.models import Criteria, Group
from insight.operations import draft_criteria, freeze_due, publish_criteria
from journal.operations import happened_at
from units import periods
from units.models import User

NUMBER = "241/QĐ-UBND"
NAME = "Bộ tiêu chí theo dõi thực hiện nhiệm vụ được giao"
RULES = (
    "Điểm của mỗi đơn vị là 100: đúng hạn 40, chất lượng 20, báo cáo 15, cập nhật đều 10, chỉ tiêu 15.",
    "Phần chưa đủ dữ liệu thì trọng số chia cho các phần khác theo tỷ lệ.",
    "Mỗi lượt giao quá hạn trên 30 ngày trừ 2 điểm, nhiều nhất 10 điểm.",
    "Điểm của tháng chốt sau hai ngày; đơn vị gửi ý kiến về điểm trong 10 ngày.",
)
WEIGHTS = {"timeliness": 40, "quality": 20, "reporting": 15, "updating": 10, "indicators": 15}
DAYS = {"overdue_days": 30, "overdue_points": 2, "overdue_most": 10, "freeze_days": 2, "objection_days": 10}


def publish_sample_criteria(actor: User, now: datetime) -> Criteria:
    """In force from the month that `now` lies in."""
    first = periods.current(timezone.localdate(now)).start
    told = {"name": NAME, "number": NUMBER, "issuer": "UBND Thành phố", "issued_date": first, "from_date": first}
    told |= {"groups": Group.compared(), **WEIGHTS, **DAYS}
    with happened_at(now):
        criteria = draft_criteria(unit_id=actor.acting_unit_id, actor=actor, now=now, file=_paper(first), **told)
        return publish_criteria(criteria_id=criteria.pk, actor=actor, now=now)


def freeze_sample_scores(now: datetime) -> None:
    with happened_at(now):
        freeze_due(now=now)


def _paper(issued_on: date) -> SimpleUploadedFile:
    word, file = Document(), io.BytesIO()
    word.add_heading(NAME, 1)
    word.add_paragraph(f"Văn bản mẫu, số {NUMBER}, ngày {issued_on:%d/%m/%Y}.")
    for rule in RULES:
        word.add_paragraph(rule, style="List Number")
    word.save(file)
    return SimpleUploadedFile("bo-tieu-chi-mau.docx", file.getvalue())
