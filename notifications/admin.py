from django.contrib import admin
from django.http import HttpRequest

from notifications.models import Address, Delivery


@admin.register(Address)
class AddressAdmin(admin.ModelAdmin):
    list_display = ["target", "user", "unit", "channel", "verified_at"]
    list_select_related = ["user", "unit"]
    search_fields = ["target", "user__full_name", "unit__name"]
    autocomplete_fields = ["user", "unit"]


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
