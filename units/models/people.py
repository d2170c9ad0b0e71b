"""People, their places in units, and who stands in for whom."""

from datetime import date
from functools import reduce
from operator import or_

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from units.models.units import Unit, holds_on, in_force


class User(AbstractUser):
    first_name = None
    last_name = None
    full_name = models.CharField("họ và tên", max_length=120)
    phone = models.CharField("điện thoại", max_length=20, blank=True)

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

    def all_memberships(self) -> "list[Membership]":
        """Today's places and those of absent people the person stands in for; read once per object (one request)."""
        if not hasattr(self, "_memberships"):
            today = timezone.localdate()
            own = [place for place in self.memberships.select_related("unit") if place.holds_on(today)]
            own.sort(key=lambda place: place.pk)
            self._memberships = own + self._lent({m.unit_id for m in own}, today)
        return self._memberships

    def _lent(self, units: set[int], today: date) -> "list[Membership]":
        """Most people stand in for nobody: what tells so is short and asked on every page."""
        away = Absence.objects.filter(deputy=self, to_date__gte=today)
        whose = [
            Q(user=one.user_id, unit=one.unit_id) for one in away if one.unit_id in units and one.holds_on(today)
        ]
        if not whose:
            return []
        lent = Membership.objects.current(today).filter(reduce(or_, whose), role__in=Membership.WORKING)
        return list(lent.select_related("unit", "user").order_by("id"))

    def act_in(self, unit_id: int | None) -> None:
        """From now on this object speaks for one of its units: the one asked for, else the first."""
        units = [m.unit_id for m in self.all_memberships() if m.user_id == self.pk]
        self._acting_unit_id = unit_id if unit_id in units else next(iter(units), None)

    def current_memberships(self) -> "list[Membership]":
        """Those of the unit in whose name the person acts; all of them where none was chosen (API, jobs)."""
        chosen = getattr(self, "_acting_unit_id", None)
        return [m for m in self.all_memberships() if chosen in (None, m.unit_id)]

    def unit_ids(self, *roles: str) -> set[int]:
        """Units where the person holds one of `roles`; without roles: those where they work (not admin only)."""
        wanted = roles or Membership.WORKING
        return {m.unit_id for m in self.current_memberships() if m.role in wanted}

    def every_unit_id(self) -> set[int]:
        """All units the person works in, whichever they act for: nobody judges the own work under another hat."""
        return {m.unit_id for m in self.all_memberships() if m.role in Membership.WORKING}

    def stands_in_for(self, unit_id: int | None = None) -> dict[int, set[str]]:
        """Absent people whose deputy this is today, with the roles lent."""
        lent: dict[int, set[str]] = {}
        for place in self.current_memberships():
            if place.user_id != self.pk and unit_id in (None, place.unit_id):
                lent.setdefault(place.user_id, set()).add(place.role)
        return lent

    def own_roles(self, unit_id: int | None) -> set[str]:
        """Without those that are lent."""
        return {m.role for m in self.current_memberships() if m.user_id == self.pk and m.unit_id == unit_id}

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
        """What the journal writes beside the name."""
        return next((m.unit_id for m in self.current_memberships() if m.user_id == self.pk), None)


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

    def holds_on(self, day: date) -> bool:
        """`MembershipQuerySet.current` of one row that was read already."""
        return holds_on(day, self.from_date, self.to_date)


class AbsenceQuerySet(models.QuerySet):
    def on(self, day: date) -> "AbsenceQuerySet":
        return self.filter(from_date__lte=day, to_date__gte=day, cancelled_at__isnull=True)


class Absence(models.Model):
    """From `from_date` to `to_date` the person is away from the unit, and `deputy` of the same unit acts for them."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="absences", verbose_name="người vắng mặt")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="absences", verbose_name="đơn vị")
    deputy = models.ForeignKey(User, on_delete=models.PROTECT, related_name="stand_ins", verbose_name="người thay")
    from_date = models.DateField("từ ngày")
    to_date = models.DateField("đến hết ngày")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")
    created_at = models.DateTimeField("ghi lúc")
    cancelled_at = models.DateTimeField("bỏ lúc", null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = "vắng mặt"
        verbose_name_plural = "vắng mặt"
        constraints = [
            models.CheckConstraint(condition=Q(from_date__lte=F("to_date")), name="absence_dates_in_order"),
            models.CheckConstraint(condition=~Q(user=F("deputy")), name="absence_deputy_is_another"),
        ]
        indexes = [models.Index(fields=["deputy", "to_date"], name="absence_of_deputy")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.from_date:%d/%m/%Y}"

    def holds_on(self, day: date) -> bool:
        """`AbsenceQuerySet.on` of one row that was read already."""
        return self.from_date <= day <= self.to_date and self.cancelled_at is None


class Attempt(models.Model):
    """One try at a door that is counted (signing in, a letter's link); `key` is a hash of who or from where."""

    door = models.CharField("cửa", max_length=20)
    key = models.CharField("khóa", max_length=64)
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "lần thử"
        verbose_name_plural = "lần thử"
        indexes = [models.Index(fields=["door", "key", "at"], name="attempt_of_key")]

    def __str__(self) -> str:
        return f"{self.door} {self.at}"
