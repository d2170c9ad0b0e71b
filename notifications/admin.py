from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone

from notifications.forms import AdminAddressForm
from notifications.models import Address, Budget, Delivery, ZaloToken
from units.admin import Journaled


@admin.register(Address)
class AddressAdmin(Journaled, admin.ModelAdmin):
    list_display = ["target", "user", "unit", "channel", "verified_at"]
    list_select_related = ["user", "unit"]
    search_fields = ["target", "user__full_name", "unit__name"]
    autocomplete_fields = ["user", "unit"]
    form = AdminAddressForm
    fields = ["user", "unit", "channel", "target", "url", "consent", "digests", "singles"]

    def save_model(self, request: HttpRequest, obj: Address, form: ModelForm, change: bool) -> None:
        """The administrator vouches for it, and says by `consent` on what ground."""
        obj.verified_at, obj.failed_at, obj.failure = timezone.now(), None, ""
        super().save_model(request, obj, form, change)


@admin.register(Delivery)
class DeliveryAdmin(admin.ModelAdmin):
    """The ledger: when what was sent where, and why not. Nobody writes here by hand, and the words stay unread."""

    list_display = ["day", "target", "state", "attempts", "sent_at", "error"]
    list_filter = ["state", "day"]
    search_fields = ["target"]
    fields = readonly_fields = [
        "user",
        "unit",
        "channel",
        "day",
        "target",
        "state",
        "reason",
        "attempts",
        "next_try_at",
        "error",
        "message_id",
        "sent_at",
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Delivery | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Delivery | None = None) -> bool:
        return False


@admin.register(Budget)
class BudgetAdmin(Journaled, admin.ModelAdmin):
    list_display = ["channel", "per_day", "per_month", "closed_until"]


@admin.register(ZaloToken)
class ZaloTokenAdmin(admin.ModelAdmin):
    """Whether the Official Account can still send; the tokens themselves are shown to nobody."""

    list_display = ["__str__", "expires_at", "refreshed_at"]
    fields = readonly_fields = ["expires_at", "refreshed_at", "trouble"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ZaloToken | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ZaloToken | None = None) -> bool:
        return False
