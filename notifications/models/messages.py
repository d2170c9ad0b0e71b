"""What is to be said."""

from django.db import models
from django.db.models import Q

from notifications.models.recipients import ONE_RECIPIENT, Recipient


class MessageQuerySet(models.QuerySet):
    def without_envelope(self) -> "MessageQuerySet":
        return self.filter(enclosed_at__isnull=True, obsolete_at__isnull=True)


class Message(Recipient):
    """One line for one recipient. `dedupe` names the occasion, so the same is never said twice.

    `plan_id` is only a number: whose focal unit may follow what became of it. `channels`: codes joined by commas that
    its rung allows; empty for those that cost nothing.
    """

    class Urgency(models.TextChoices):
        LATE = "late", "Quá hạn"
        TODAY = "today", "Hạn hôm nay"
        SOON = "soon", "Sắp đến hạn"
        NEW = "new", "Việc mới"
        OTHER = "other", "Thông báo khác"

    kind = models.CharField("loại", max_length=40)
    subject_type = models.CharField("loại đối tượng", max_length=20)
    subject_id = models.BigIntegerField("đối tượng")
    dedupe = models.CharField("dịp", max_length=80)
    text = models.CharField("nội dung", max_length=300)
    detail = models.CharField("chi tiết", max_length=300, blank=True)
    due_date = models.DateField("hạn được nói đến", null=True, blank=True)
    counted = models.CharField("cách đếm trong tiêu đề", max_length=60, default="thông báo")
    path = models.CharField("đường dẫn", max_length=200)
    urgency = models.CharField("mức gấp", max_length=5, choices=Urgency, default=Urgency.OTHER)
    code = models.CharField("mã việc", max_length=40, blank=True)
    rung = models.CharField("bậc nhắc", max_length=40, blank=True)
    last_rung = models.BooleanField("bậc cuối", default=False)
    channels = models.CharField("kênh của bậc", max_length=60, blank=True)
    why = models.CharField("vì sao người này nhận", max_length=160, blank=True)
    also = models.CharField("còn ai nhận", max_length=160, blank=True)
    plan_id = models.BigIntegerField("văn bản", null=True, blank=True)
    single = models.BooleanField("gửi riêng ngay", default=False)
    day = models.DateField("ngày")
    posted_at = models.DateTimeField("ghi lúc", auto_now_add=True)
    obsolete_at = models.DateTimeField("không còn đúng từ lúc", null=True, blank=True)
    enclosed_at = models.DateTimeField("vào thư lúc", null=True, blank=True)
    opened_at = models.DateTimeField("được mở lúc", null=True, blank=True)
    known_at = models.DateTimeField("báo đã nắm lúc", null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        constraints = [
            models.CheckConstraint(condition=ONE_RECIPIENT, name="message_to_one_recipient"),
            models.UniqueConstraint(
                fields=["subject_id", "subject_type", "kind", "dedupe", "user"],
                condition=Q(user__isnull=False),
                name="message_once_per_person",
            ),
            models.UniqueConstraint(
                fields=["subject_id", "subject_type", "kind", "dedupe", "unit"],
                condition=Q(unit__isnull=False),
                name="message_once_per_unit",
            ),
        ]
        indexes = [
            models.Index(
                fields=["single"],
                name="message_without_envelope",
                condition=Q(enclosed_at__isnull=True, obsolete_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.text
