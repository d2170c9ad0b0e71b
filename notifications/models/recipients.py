"""Who is written to, where, when, and how it was made sure that the place is theirs."""

from django.db import models
from django.db.models import Q

from units.models import Unit, User

ONE_RECIPIENT = Q(user__isnull=False, unit__isnull=True) | Q(user__isnull=True, unit__isnull=False)


class Channel(models.TextChoices):
    EMAIL = "email", "thư điện tử"
    ZALO = "zalo", "Zalo Bot"
    ZALO_OA = "zalo_oa", "Zalo tin mẫu"
    SMS = "sms", "tin nhắn SMS"
    APPRISE = "apprise", "nhóm của đơn vị"

    @classmethod
    def paid(cls) -> list[str]:
        return [cls.ZALO_OA, cls.SMS]


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
    """A place of one's own. For e-mail it overrides the usual one (the person's account, the unit's mailbox) once it
    is verified; without `target` it only says what goes to the usual one."""

    channel = models.CharField("kênh", max_length=10, choices=Channel, default=Channel.EMAIL)
    target = models.CharField("địa chỉ", max_length=254, blank=True)
    verified_at = models.DateTimeField("xác minh lúc", null=True, blank=True)
    consent = models.CharField("căn cứ đồng ý nhận", max_length=200, blank=True)
    digests = models.BooleanField("nhận bản gộp", default=True)
    singles = models.BooleanField("nhận tin gửi riêng", default=True)
    failed_at = models.DateTimeField("không nhận được từ lúc", null=True, blank=True)
    failure = models.CharField("vì sao không nhận được", max_length=200, blank=True)
    sealed = models.TextField("địa chỉ đầy đủ đã mã hóa", blank=True, editable=False)

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
            models.UniqueConstraint(
                fields=["target"], condition=Q(channel="zalo"), name="address_one_person_per_zalo_chat"
            ),
        ]

    def __str__(self) -> str:
        return self.target

    @property
    def is_usable(self) -> bool:
        return self.verified_at is not None and self.failed_at is None


class Preference(models.Model):
    """When a person wants to be written to. Without a row: in office hours."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="preference", verbose_name="người")
    digest_time = models.TimeField("giờ nhận bản gộp", null=True, blank=True)
    quiet_from = models.TimeField("yên lặng từ", null=True, blank=True)
    quiet_to = models.TimeField("yên lặng đến", null=True, blank=True)

    class Meta:
        verbose_name = "giờ nhận tin"
        verbose_name_plural = "giờ nhận tin"
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_to=None) | Q(quiet_from__isnull=False, quiet_to__isnull=False),
                name="preference_quiet_hours_have_two_ends",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}"


class Verification(Recipient):
    """Shows that a place is the recipient's: by a code that comes back. Only its keyed hash is kept."""

    channel = models.CharField("kênh", max_length=10, choices=Channel)
    target = models.CharField("địa chỉ", max_length=254, blank=True)
    code_hash = models.CharField("mã băm", max_length=64)
    created_at = models.DateTimeField("gửi lúc")
    expires_at = models.DateTimeField("dùng được đến")
    tries = models.PositiveSmallIntegerField("số lần thử sai", default=0)
    used_at = models.DateTimeField("đã dùng lúc", null=True, blank=True)

    class Meta:
        verbose_name = "xác minh địa chỉ"
        verbose_name_plural = "xác minh địa chỉ"
        constraints = [models.CheckConstraint(condition=ONE_RECIPIENT, name="verification_of_one_recipient")]
        indexes = [models.Index(fields=["code_hash"], name="verification_code", condition=Q(used_at=None))]

    def __str__(self) -> str:
        return f"{self.channel} {self.pk}"

    @property
    def mark(self) -> str:
        """Stands for the code wherever the message is kept."""
        return f"__CODE-{self.pk}__"
