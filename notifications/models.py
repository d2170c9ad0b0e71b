"""The post office: what is to be said to whom, in which envelope it travels, and where it is delivered."""

from django.db import models
from django.db.models import Q

from units.models import Unit, User

ONE_RECIPIENT = Q(user__isnull=False, unit__isnull=True) | Q(user__isnull=True, unit__isnull=False)


class Channel(models.TextChoices):
    EMAIL = "email", "thư điện tử"


class Recipient(models.Model):
    """A person, or the official mailbox of a unit that has no people yet."""

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)s_set", verbose_name="người"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)s_set", verbose_name="đơn vị"
    )

    class Meta:
        abstract = True

    @property
    def recipient(self) -> tuple[int | None, int | None]:
        return self.user_id, self.unit_id


class Address(Recipient):
    """Overrides the default place: a person's e-mail, a unit's official mailbox."""

    channel = models.CharField("kênh", max_length=10, choices=Channel, default=Channel.EMAIL)
    target = models.CharField("địa chỉ", max_length=254)
    verified_at = models.DateTimeField("xác minh lúc", null=True, blank=True)
    consent = models.CharField("căn cứ đồng ý nhận", max_length=200, blank=True)

    class Meta:
        verbose_name = "địa chỉ nhận"
        verbose_name_plural = "địa chỉ nhận"
        constraints = [
            models.CheckConstraint(condition=ONE_RECIPIENT, name="address_of_one_recipient"),
            models.UniqueConstraint(
                fields=["user", "channel"], condition=Q(user__isnull=False), name="address_once_per_person"
            ),
            models.UniqueConstraint(
                fields=["unit", "channel"], condition=Q(unit__isnull=False), name="address_once_per_unit"
            ),
        ]

    def __str__(self) -> str:
        return self.target


class DeliveryQuerySet(models.QuerySet):
    def waiting(self) -> "DeliveryQuerySet":
        """Not handed over and nobody is at it."""
        return self.filter(state__in=Delivery.State.waiting())


class Delivery(Recipient):
    """One envelope. The day's digest of a recipient has the key "digest"; a letter of its own "message-ID"."""

    class State(models.TextChoices):
        QUEUED = "queued", "Chờ gửi"
        SENDING = "sending", "Đang gửi"
        SENT = "sent", "Đã gửi"
        FAILED_TEMPORARY = "failed_temporary", "Chưa gửi được, sẽ gửi lại"
        UNKNOWN = "unknown", "Chưa rõ đã đến, sẽ gửi lại"
        FAILED = "failed", "Không đến"
        SKIPPED = "skipped", "Không cần gửi"

        @classmethod
        def waiting(cls) -> list[str]:
            return [cls.QUEUED, cls.FAILED_TEMPORARY, cls.UNKNOWN]

    DIGEST = "digest"

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
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)

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


class MessageQuerySet(models.QuerySet):
    def without_envelope(self) -> "MessageQuerySet":
        return self.filter(delivery__isnull=True, obsolete_at__isnull=True)


class Message(Recipient):
    """One line for one recipient. `dedupe` names the occasion, so the same is never said twice."""

    kind = models.CharField("loại", max_length=40)
    subject_type = models.CharField("loại đối tượng", max_length=20)
    subject_id = models.BigIntegerField("đối tượng")
    dedupe = models.CharField("dịp", max_length=80)
    text = models.CharField("nội dung", max_length=300)
    detail = models.CharField("chi tiết", max_length=300, blank=True)
    due_date = models.DateField("hạn được nói đến", null=True, blank=True)
    counted = models.CharField("cách đếm trong tiêu đề", max_length=60, default="thông báo")
    path = models.CharField("đường dẫn", max_length=200)
    single = models.BooleanField("gửi riêng ngay", default=False)
    day = models.DateField("ngày")
    posted_at = models.DateTimeField("ghi lúc", auto_now_add=True)
    obsolete_at = models.DateTimeField("không còn đúng từ lúc", null=True, blank=True)
    delivery = models.ForeignKey(
        Delivery,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name="thư gửi đi",
    )

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
                condition=Q(delivery__isnull=True, obsolete_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.text


class SignedLink(Recipient):
    """A link in a letter that opens one page to its recipient. The token itself is nowhere: only its hash is kept,
    and the letter carries a mark that is replaced by the token on its way out (`notifications.links`)."""

    class Purpose(models.TextChoices):
        REGISTER = "register", "đăng ký người của đơn vị"
        PASSWORD = "password", "đặt mật khẩu"
        ACKNOWLEDGE = "acknowledge", "báo đã nắm"

    purpose = models.CharField("dùng để", max_length=12, choices=Purpose)
    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, null=True, blank=True, related_name="links", verbose_name="dòng của thư"
    )
    token_hash = models.CharField("mã băm", max_length=64, unique=True)
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người gửi"
    )
    created_at = models.DateTimeField("gửi lúc")
    expires_at = models.DateTimeField("dùng được đến")
    used_at = models.DateTimeField("đã dùng lúc", null=True, blank=True)
    revoked_at = models.DateTimeField("thôi dùng lúc", null=True, blank=True)

    class Meta:
        verbose_name = "liên kết trong thư"
        verbose_name_plural = "liên kết trong thư"
        constraints = [
            models.CheckConstraint(condition=ONE_RECIPIENT, name="link_of_one_recipient"),
            models.CheckConstraint(
                condition=Q(purpose="acknowledge", message__isnull=False)
                | (~Q(purpose="acknowledge") & Q(message__isnull=True)),
                name="link_of_an_item_only_to_acknowledge",
            ),
        ]
        indexes = [models.Index(fields=["unit", "purpose", "created_at"], name="link_of_unit")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"

    @property
    def mark(self) -> str:
        """Stands for the token wherever the letter is kept."""
        return f"__LINK-{self.pk}__"
