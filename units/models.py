"""Units, the people in them, and the working calendar."""

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


def in_force(today: date, start: str = "active_from", end: str = "active_to") -> Q:
    """Rows whose validity holds on `today`; an open end holds for ever."""
    return (Q(**{f"{start}__isnull": True}) | Q(**{f"{start}__lte": today})) & (
        Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": today})
    )


class UnitQuerySet(models.QuerySet):
    def active(self, today: date) -> "UnitQuerySet":
        return self.filter(in_force(today))


class Unit(models.Model):
    class Kind(models.TextChoices):
        CITY = "thanh_pho", "thành phố"
        DEPARTMENT = "so", "sở"
        BOARD = "ban", "ban"
        AGENCY = "nganh", "ngành"
        WARD = "phuong", "phường"
        COMMUNE = "xa", "xã"
        TASK_FORCE = "to_cong_tac", "tổ công tác"
        OTHER = "khac", "khác"

    code = models.CharField("mã đơn vị", max_length=35, unique=True)
    name = models.CharField("tên đơn vị", max_length=200)
    short_name = models.CharField("tên ngắn", max_length=100)
    kind = models.CharField("loại", max_length=20, choices=Kind)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="đơn vị cấp trên",
    )
    official_mailbox = models.EmailField("hộp thư công vụ", blank=True)
    needs_head_approval = models.BooleanField("lãnh đạo duyệt trước khi gửi", default=True)
    active_from = models.DateField("hoạt động từ", null=True, blank=True)
    active_to = models.DateField("hoạt động đến", null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        indexes = [models.Index(fields=["kind", "name"], name="unit_kind_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(active_from__isnull=True)
                | Q(active_to__isnull=True)
                | Q(active_from__lte=F("active_to")),
                name="unit_validity_in_order",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class UnitAlias(models.Model):
    """Another wording for a unit, e.g. "Sở KH&CN"; `folded` is what `names.fold` makes of it."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="aliases", verbose_name="đơn vị")
    phrase = models.CharField("cách viết", max_length=200)
    folded = models.CharField("cách viết đã chuẩn hóa", max_length=200, db_index=True, editable=False)
    active_from = models.DateField("dùng từ", null=True, blank=True)
    active_to = models.DateField("dùng đến", null=True, blank=True)

    class Meta:
        verbose_name = "cách viết khác"
        verbose_name_plural = "cách viết khác"
        constraints = [models.UniqueConstraint(fields=["unit", "folded"], name="alias_once_per_unit")]

    def __str__(self) -> str:
        return self.phrase


class UnitGroup(models.Model):
    """A set phrase for many units: by `kinds` (rule), by `members` (list), or open (nobody until someone chooses)."""

    code = models.CharField("mã nhóm", max_length=30, unique=True)
    name = models.CharField("tên nhóm", max_length=120)
    kinds = models.JSONField("loại đơn vị trong nhóm", default=list, blank=True)
    members = models.ManyToManyField(Unit, blank=True, related_name="groups", verbose_name="thành viên")
    is_open = models.BooleanField("nhóm mở, phải có người chọn", default=False)
    phrases = models.JSONField("các cách viết", default=list, blank=True)

    class Meta:
        verbose_name = "nhóm đơn vị"
        verbose_name_plural = "nhóm đơn vị"

    def __str__(self) -> str:
        return self.name

    def units(self, today: date) -> UnitQuerySet:
        if self.is_open:
            return Unit.objects.none()
        return Unit.objects.active(today).filter(Q(kind__in=self.kinds) | Q(groups=self)).distinct()


class Succession(models.Model):
    """From `effective_date` on, `successor` stands in for `predecessor`; one predecessor may have several."""

    predecessor = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="successions", verbose_name="đơn vị cũ"
    )
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị mới")
    effective_date = models.DateField("từ ngày")

    class Meta:
        verbose_name = "kế thừa"
        verbose_name_plural = "kế thừa"
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="succession_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class User(AbstractUser):
    first_name = None
    last_name = None
    full_name = models.CharField("họ và tên", max_length=120)

    REQUIRED_FIELDS = ["email", "full_name"]

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split(" ")[-1] if self.full_name else self.username

    def current_memberships(self) -> "list[Membership]":
        """Today's memberships with their units, read once per object (one request, one job item)."""
        if not hasattr(self, "_memberships"):
            self._memberships = list(
                self.memberships.current(timezone.localdate()).select_related("unit").order_by("id")
            )
        return self._memberships

    def unit_ids(self, *roles: str) -> set[int]:
        """Units where the person holds one of `roles`; without roles: those where they work (not admin only)."""
        wanted = roles or Membership.WORKING
        return {m.unit_id for m in self.current_memberships() if m.role in wanted}

    @property
    def sees_everything(self) -> bool:
        """City leaders and inspectors read all work; they change nothing of it."""
        return any(m.role in (Membership.Role.LEADER, Membership.Role.INSPECTOR) for m in self.current_memberships())

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        return not self._was_administrator() and super().has_perm(perm, obj)

    def has_module_perms(self, app_label: str) -> bool:
        return not self._was_administrator() and super().has_module_perms(app_label)

    def _was_administrator(self) -> bool:
        """Their places as one have all ended: the flags on the account outlive the day, what they open does not."""
        role = Membership.Role.ADMIN
        return not self.unit_ids(role) and self.memberships.filter(role=role).exists()

    @property
    def acting_unit_id(self) -> int | None:
        memberships = self.current_memberships()
        return memberships[0].unit_id if memberships else None


class MembershipQuerySet(models.QuerySet):
    def current(self, today: date) -> "MembershipQuerySet":
        return self.filter(in_force(today, "from_date", "to_date"))


class Membership(models.Model):
    class Role(models.TextChoices):
        OFFICER = "officer", "chuyên viên"
        COORDINATOR = "unit_coordinator", "đầu mối của đơn vị"
        HEAD = "unit_lead", "lãnh đạo đơn vị"
        LEADER = "leader", "lãnh đạo Thành phố"
        INSPECTOR = "inspector", "Kiểm tra, giám sát (chỉ xem)"
        ADMIN = "admin", "quản trị"

    WORKING = (Role.OFFICER, Role.COORDINATOR, Role.HEAD)

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships", verbose_name="người")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships", verbose_name="đơn vị")
    role = models.CharField("vai trò", max_length=20, choices=Role)
    title = models.CharField("chức vụ", max_length=100, blank=True)
    from_date = models.DateField("từ ngày", null=True, blank=True)
    to_date = models.DateField("đến ngày", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên"
        verbose_name_plural = "thành viên"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit", "role"], condition=Q(to_date__isnull=True), name="one_open_membership"
            ),
            models.CheckConstraint(
                condition=Q(from_date__isnull=True) | Q(to_date__isnull=True) | Q(from_date__lte=F("to_date")),
                name="membership_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.unit_id}"


class CalendarDay(models.Model):
    """A day that differs from the week's rule; the truth for working days, seeded from the package `holidays`."""

    class Kind(models.TextChoices):
        OFF = "off", "nghỉ"
        MAKE_UP = "make_up", "làm bù"

    day = models.DateField("ngày", unique=True)
    kind = models.CharField("loại", max_length=10, choices=Kind)
    name = models.CharField("tên, văn bản", max_length=200, blank=True)

    class Meta:
        verbose_name = "ngày nghỉ, làm bù"
        verbose_name_plural = "lịch làm việc"

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.get_kind_display()}"
