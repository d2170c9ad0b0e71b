from django.db import models
from django.db.models import Q

from notifications.models.messages import Message
from notifications.models.recipients import ONE_RECIPIENT, Recipient
from units.models import User


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
