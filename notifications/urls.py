from django.urls import path

from notifications import views

app_name = "notifications"

urlpatterns = [
    path("hop-thu-thu/", views.mailbox, name="mailbox"),
    path("hop-thu-thu/<int:pk>/", views.letter, name="letter"),
    path("hop-thu-thu/<int:pk>/thu/", views.letter_body, name="letter_body"),
]
