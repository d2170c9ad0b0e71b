"""Envelopes, and what lies in them: the ledger."""

from django.db import models
from django.db.models import Q

from notifications.models.messages import Message
from notifications.models.recipients import ONE_RECIPIENT, Channel, Recipient


class DeliveryQuerySet(models.QuerySet):
    def waiting(self) -> "DeliveryQuerySet":
        """Nobody is at it and it has not gone; mail that may have gone goes again under its own number."""
        unclear = Q(state=Delivery.State.UNKNOWN, channel=Channel.EMAIL)
        return self.filter(Q(state__in=[Delivery.State.QUEUED, Delivery.State.FAILED_TEMPORARY]) | unclear)


class Delivery(Recipient):
    """One envelope. The day's digest of a recipient has the key "digest"; a letter of its own "message-ID"."""

    class State(models.TextChoices):
        QUEUED = "queued", "Chờ gửi"
        SENDING = "sending", "Đang gửi"
        SENT = "sent", "Đã gửi"
        FAILED_TEMPORARY = "failed_temporary", "Chưa gửi được, sẽ gửi lại"
        DELIVERED = "delivered", "Đã đến"
        UNKNOWN = "unknown", "Chưa rõ đã đến"
        FAILED = "failed", "Không đến"
        SKIPPED = "skipped", "Không gửi"
        REROUTED = "rerouted", "Đổi kênh"

    DIGEST, CODE = "digest", "code-"

    channel = models.CharField("kênh", max_length=10, choices=Channel, default=Channel.EMAIL)
    day = models.DateField("ngày")
    key = models.CharField("khóa", max_length=40)
    target = models.CharField("địa chỉ", max_length=254, blank=True)
    state = models.CharField("tình trạng", max_length=20, choices=State, default=State.QUEUED)
    reason = models.CharField("lý do", max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField("số lần gửi", default=0)
    claim = models.UUIDField("phiên gửi", null=True, blank=True)
    claimed_at = models.DateTimeField("bắt đầu gửi lúc", null=True, blank=True)
    next_try_at = models.DateTimeField("gửi lại từ lúc", null=True, blank=True)
    error = models.CharField("lỗi", max_length=500, blank=True)
    message_id = models.CharField("Message-ID", max_length=200, editable=False)
    subject = models.CharField("tiêu đề", max_length=300, blank=True)
    text = models.TextField("nội dung chữ", blank=True)
    html = models.TextField("nội dung HTML", blank=True)
    created_at = models.DateTimeField("soạn lúc", auto_now_add=True)
    handed_at = models.DateTimeField("bắt đầu trao lúc", null=True, blank=True)
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    delivered_at = models.DateTimeField("đến lúc", null=True, blank=True)
    provider_id = models.CharField("mã của nhà cung cấp", max_length=100, blank=True)
    last_rung = models.BooleanField("có bậc cuối", default=False)
    cells = models.JSONField("các ô của tin mẫu", null=True, blank=True)
    instead_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replacements", verbose_name="thay cho"
    )
    messages = models.ManyToManyField(Message, through="Enclosure", related_name="deliveries")

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "thư gửi đi"
        verbose_name_plural = "thư gửi đi"
        constraints = [
            models.CheckConstraint(condition=ONE_RECIPIENT, name="delivery_to_one_recipient"),
            models.UniqueConstraint(fields=["message_id"], name="delivery_message_id_once"),
            models.UniqueConstraint(
                fields=["user", "channel", "day", "key"],
                condition=Q(user__isnull=False),
                name="delivery_once_per_person",
            ),
            models.UniqueConstraint(
                fields=["unit", "channel", "day", "key"],
                condition=Q(unit__isnull=False),
                name="delivery_once_per_unit",
            ),
        ]
        indexes = [
            # what deliver() claims and what its sweeper looks for; each further index slows every letter
            models.Index(
                fields=["id"],
                name="delivery_unfinished",
                condition=Q(state__in=["queued", "sending", "failed_temporary", "unknown"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.day:%d/%m/%Y}"

    @property
    def tracking(self) -> str:
        """How a provider's receipt names this envelope: letters, digits, a hyphen."""
        return f"sauro-{self.pk}"


class Enclosure(models.Model):
    """A line of the ledger: this message went into this envelope, so to one person over one channel on one day."""

    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, related_name="enclosures", verbose_name="thông báo"
    )
    delivery = models.ForeignKey(
        Delivery, on_delete=models.CASCADE, related_name="enclosures", verbose_name="thư gửi đi"
    )
    plan_id = models.BigIntegerField("văn bản", null=True, blank=True)
    day = models.DateField("ngày")

    class Meta:
        verbose_name = "dòng trong thư"
        verbose_name_plural = "dòng trong thư"
        constraints = [models.UniqueConstraint(fields=["delivery", "message"], name="enclosed_once")]
        indexes = [
            models.Index(fields=["plan_id", "day", "id"], name="ledger_of_a_plan", condition=Q(plan_id__isnull=False))
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.delivery_id}"
