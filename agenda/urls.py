from django.urls import path

from agenda.views import acting, inbox

app_name = "agenda"

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("viec-cua-toi/<int:pk>/cap-nhat/", acting.update, name="update"),
    path("viec-cua-toi/duyet/", acting.send_many, name="send_many"),
]
