"""Access tokens, and the first answers given to repeatable writes."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q


class TokenQuerySet(models.QuerySet):
    def usable(self, now: datetime) -> "TokenQuerySet":
        unexpired = Q(expires_at__isnull=True) | Q(expires_at__gt=now)
        return self.filter(unexpired, revoked_at__isnull=True, user__is_active=True)


class Token(models.Model):
    """A person's key for other systems. Only its digest is kept; `prefix` tells tokens apart in lists and logs."""

    class Scope(models.TextChoices):
        READ = "read", "chỉ đọc"
        WRITE = "write", "đọc và ghi"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tokens", verbose_name="tài khoản"
    )
    name = models.CharField("dùng cho", max_length=100)
    digest = models.CharField("SHA-256", max_length=64, unique=True, editable=False)
    prefix = models.CharField("phần đầu", max_length=20, db_index=True, editable=False)
    scope = models.CharField("quyền", max_length=10, choices=Scope, default=Scope.READ)
    created_at = models.DateTimeField("tạo lúc")
    last_used_at = models.DateTimeField("dùng lần cuối", null=True, blank=True)
    expires_at = models.DateTimeField("hết hạn", null=True, blank=True)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = "mã truy cập"
        verbose_name_plural = "mã truy cập"

    def __str__(self) -> str:
        return f"{self.prefix}… {self.name}"


class Answer(models.Model):
    """What a write with an Idempotency-Key was answered first; a repeat gets the same."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField("Idempotency-Key", max_length=200)
    request_digest = models.CharField("SHA-256 của yêu cầu", max_length=64)
    status = models.PositiveSmallIntegerField("mã trả lời", null=True)
    body = models.TextField("nội dung trả lời", blank=True)
    content_type = models.CharField("kiểu nội dung", max_length=100, blank=True)
    created_at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "trả lời đã ghi nhớ"
        verbose_name_plural = "trả lời đã ghi nhớ"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="answer_once")]
        indexes = [models.Index(fields=["user", "created_at"], name="answer_age")]

    def __str__(self) -> str:
        return self.key
