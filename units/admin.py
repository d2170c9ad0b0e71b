"""Reference data and people, for administrators; every change leaves an event, personal data stays out of it."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django_celery_beat.admin import ClockedSchedule, CrontabSchedule, IntervalSchedule, PeriodicTask, SolarSchedule
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from journal.operations import record
from units.forms import AliasForm, GroupForm, NewPersonForm, PersonForm
from units.models import CalendarDay, Membership, Succession, Unit, UnitAlias, UnitGroup, User
from units.operations import open_admin_pages, remove_second_step

admin.site.site_header = admin.site.site_title = "Sáu Rõ"
admin.site.index_title = "Đơn vị, thành viên, lịch làm việc"
# Keys and recovery codes are nobody else's to see.
admin.site.unregister([StaticDevice, TOTPDevice])
# The ticks are set by config.celery.
admin.site.unregister([Group, ClockedSchedule, CrontabSchedule, IntervalSchedule, PeriodicTask, SolarSchedule])


class Journaled:
    """Every change leaves an event. Deletion in bulk is off: outside a transaction it would go without one."""

    actions = None

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        record("units.added", _subject(obj), actor=request.user)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        record("units.changed", _subject(obj), actor=request.user, changes=_changes(message))
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet) -> Any:
        for obj in queryset:
            record("units.removed", _subject(obj), actor=request.user)
        return super().log_deletions(request, queryset)


def _subject(obj: Model) -> tuple[str, int]:
    return obj._meta.model_name, obj.pk


def _changes(message: Any) -> list[list[Any]]:
    """What was done to which kind of row and which fields, without their values."""
    if isinstance(message, str):  # a new password
        return []
    return [
        [act, detail.get("name", ""), detail.get("fields", [])] for part in message for act, detail in part.items()
    ]


class AliasInline(admin.TabularInline):
    model = UnitAlias
    form = AliasForm
    extra = 1
    readonly_fields = ("source", "remembered_by", "remembered_at")


class SuccessionInline(admin.TabularInline):
    model = Succession
    fk_name = "predecessor"
    autocomplete_fields = ("successor",)
    extra = 0


@admin.register(Unit)
class UnitAdmin(Journaled, admin.ModelAdmin):
    list_display = ("code", "name", "kind", "official_mailbox", "needs_head_approval", "active_to")
    list_filter = ("kind", "needs_head_approval")
    search_fields = ("code", "name", "short_name", "aliases__phrase")
    autocomplete_fields = ("parent",)
    inlines = (AliasInline, SuccessionInline)
    ordering = ("kind", "name")

    def has_delete_permission(self, request: HttpRequest, obj: Unit | None = None) -> bool:
        return False  # a unit ends on a day, its record stays


@admin.register(UnitGroup)
class UnitGroupAdmin(Journaled, admin.ModelAdmin):
    form = GroupForm
    list_display = ("code", "name", "is_open")
    search_fields = ("code", "name")
    autocomplete_fields = ("members",)
    ordering = ("code",)


@admin.register(CalendarDay)
class CalendarDayAdmin(Journaled, admin.ModelAdmin):
    list_display = ("day", "kind", "name")
    list_filter = ("kind",)
    date_hierarchy = "day"
    ordering = ("-day",)


class MembershipInline(admin.TabularInline):
    model = Membership
    autocomplete_fields = ("unit",)
    extra = 1
    can_delete = False  # a place ends on a day, its record stays


@admin.register(User)
class PersonAdmin(Journaled, UserAdmin):
    form, add_form = PersonForm, NewPersonForm
    list_display = ("username", "full_name", "email", "is_active", "last_login")
    list_filter = ("is_active", "memberships__role")
    search_fields = ("username", "full_name", "email", "memberships__unit__name")
    ordering = ("username",)
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Người", {"fields": ("full_name", "email", "is_active")}),
        ("Thời gian", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "full_name", "email", "usable_password", "password1", "password2")}),
    )
    inlines = (MembershipInline,)
    actions = ("remove_second_step",)

    @admin.action(description="Tắt xác thực hai bước (mất điện thoại)")
    def remove_second_step(self, request: HttpRequest, queryset: QuerySet) -> None:
        for person in queryset.exclude(pk=request.user.pk):
            remove_second_step(user_id=person.pk, actor=request.user, now=timezone.now())

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: BaseModelFormSet, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if formset.model is Membership and formset.has_changed():
            open_admin_pages(form.instance)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False  # the journal speaks of people by their number
