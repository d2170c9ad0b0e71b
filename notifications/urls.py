from django.urls import path

from notifications.views import hooks, mailbox, places, stopping

app_name = "notifications"

urlpatterns = [
    path("hop-thu-thu/", mailbox.mailbox, name="mailbox"),
    path("hop-thu-thu/<int:pk>/", mailbox.letter, name="letter"),
    path("hop-thu-thu/<int:pk>/thu/", mailbox.letter_body, name="letter_body"),
    path("ho-so/kenh-nhan/", places.places, name="places"),
    path("ho-so/kenh-nhan/chon/", places.choice, name="choose_channels"),
    path("ho-so/kenh-nhan/gio/", places.hours, name="hours"),
    path("ho-so/kenh-nhan/<slug:channel>/ma/", places.start, name="ask_code"),
    path("ho-so/kenh-nhan/<slug:channel>/xac-nhan/", places.check, name="check_code"),
    path("ho-so/kenh-nhan/<slug:channel>/bo/", places.remove, name="forget_channel"),
    path("xac-nhan-dia-chi/<int:pk>/<slug:code>/", places.confirm_mail, name="confirm_mail"),
    path("thoi-nhan/<str:token>/", stopping.stop, name="stop"),
    path("zalo/bot/", hooks.bot, name="zalo_bot"),
    path("zalo/oa/", hooks.account, name="zalo_account"),
    path("sms/bien-nhan/", hooks.gateway, name="sms_gateway"),
]
