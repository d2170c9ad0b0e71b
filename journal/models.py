from django.db import models
from django.db.models import Q


class EventQuerySet(models.QuerySet):
    def about(self, subject_type: str, subject_id: int) -> "EventQuerySet":
        return self.filter(subject_type=subject_type, subject_id=subject_id)

    def of_plan(self, plan_id: int) -> "EventQuerySet":
        return self.filter(plan_id=plan_id)

    def sealed(self) -> "EventQuerySet":
        """What consumers may follow: `position` order never changes, `id` order may (ids commit out of order)."""
        return self.filter(position__isnull=False).order_by("position")


class Event(models.Model):
    """One change. No foreign keys: the record outlives what it speaks of. A trigger refuses later edits."""

    at = models.DateTimeField("lúc")
    actor_id = models.BigIntegerField("người làm", null=True)
    actor_unit_id = models.BigIntegerField("đơn vị của người làm", null=True)
    verb = models.CharField("việc đã làm", max_length=60)
    subject_type = models.CharField("loại đối tượng", max_length=40)
    subject_id = models.BigIntegerField("đối tượng")
    plan_id = models.BigIntegerField("văn bản", null=True)
    payload = models.JSONField("chi tiết", default=dict)
    digest = models.CharField("mã kiểm tra", max_length=64)
    position = models.BigIntegerField("thứ tự niêm phong", null=True, unique=True)
    hash = models.CharField("mã chuỗi", max_length=64, default="", blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        db_table = "journal_event"
        verbose_name = "sự kiện"
        verbose_name_plural = "nhật ký"
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="event_subject"),
            models.Index(fields=["plan_id", "-id"], name="event_plan"),
            models.Index(fields=["actor_id", "-id"], name="event_actor"),
            models.Index(fields=["actor_unit_id", "-id"], name="event_actor_unit"),
            models.Index(fields=["at"], name="event_at"),
            # the sealer asks for exactly these rows every ten seconds
            models.Index(fields=["id"], name="event_unsealed", condition=Q(position__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_id}"


class ChainEnd(models.Model):
    """The one row that says where the chain ends, signed: rows cut off at the end are missed too."""

    position = models.BigIntegerField("thứ tự cuối")
    hash = models.CharField("mã chuỗi cuối", max_length=64)
    signature = models.CharField("chữ ký", max_length=64)

    class Meta:
        verbose_name = "điểm cuối của chuỗi"
        verbose_name_plural = "điểm cuối của chuỗi"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_chain_end")]

    def __str__(self) -> str:
        return str(self.position)
