"""Groups of units that are compared with each other, and the parts of a score."""

from django.db import models

from units.models import Unit

Kind = Unit.Kind


class Group(models.TextChoices):
    """Like with like; the others have too little in common to be put in an order."""

    DEPARTMENTS = "so", "Sở, ban, ngành"
    WARDS = "phuong", "Phường"
    COMMUNES = "xa", "Xã"
    OTHERS = "khac", "Cơ quan, đơn vị khác"

    @classmethod
    def compared(cls) -> "list[Group]":
        return [cls.DEPARTMENTS, cls.WARDS, cls.COMMUNES]

    @property
    def kinds(self) -> tuple[str, ...]:
        return KINDS[self]

    @classmethod
    def of(cls, kind: str) -> "Group":
        return next((group for group in cls if kind in group.kinds), cls.OTHERS)


KINDS = {
    Group.DEPARTMENTS: (Kind.DEPARTMENT, Kind.BOARD, Kind.AGENCY),
    Group.WARDS: (Kind.WARD,),
    Group.COMMUNES: (Kind.COMMUNE,),
    Group.OTHERS: (Kind.TASK_FORCE, Kind.OTHER),  # the city itself is nobody's equal
}


class Part(models.TextChoices):
    TIMELINESS = "timeliness", "Đúng hạn"
    QUALITY = "quality", "Chất lượng"
    REPORTING = "reporting", "Báo cáo"
    UPDATING = "updating", "Cập nhật đều"
    INDICATORS = "indicators", "Chỉ tiêu"
