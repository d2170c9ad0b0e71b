from django.urls import path

from reports import views

app_name = "reports"

urlpatterns = [
    path("bao-cao/", views.period, name="period"),
    path("bao-cao/<int:pk>/<slug:key>.<slug:format>", views.export, name="export"),
]
