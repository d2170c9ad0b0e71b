"""A decision that ends units and names what stands in their place."""

from django.db import models
from django.db.models import Q

from units.models.people import User
from units.models.units import Unit


class Reorganisation(models.Model):
    """`choices`: per item ("assignment-12", "person-3") the units that take it over; [] ends it with the document.

    `defaults`: the same per kind of item, "" for whatever has no choice of its own.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "đang chuẩn bị"
        PLANNED = "planned", "chờ đến ngày hiệu lực"
        APPLIED = "applied", "đã thực hiện"
        CANCELLED = "cancelled", "đã bỏ"

    old_units = models.ManyToManyField(Unit, related_name="reorganisations", verbose_name="đơn vị cũ")
    new_units = models.ManyToManyField(Unit, related_name="+", verbose_name="đơn vị mới")
    effective_date = models.DateField("ngày hiệu lực")
    document_number = models.CharField("số văn bản", max_length=60)
    document_date = models.DateField("ngày văn bản")
    defaults = models.JSONField("mặc định", default=dict)
    choices = models.JSONField("lựa chọn từng mục", default=dict)
    state = models.CharField("tình trạng", max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField("lần sửa", default=0)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người lập")
    created_at = models.DateTimeField("lập lúc")
    planned_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người duyệt"
    )
    applied_at = models.DateTimeField("thực hiện lúc", null=True, blank=True)

    class Meta:
        verbose_name = "sắp xếp đơn vị"
        verbose_name_plural = "sắp xếp đơn vị"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="applied") | Q(applied_at__isnull=False), name="reorganisation_applied_at"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_number} {self.effective_date:%d/%m/%Y}"

    @property
    def document(self) -> str:
        return f"{self.document_number} ngày {self.document_date:%d/%m/%Y}"
