from django.urls import path

from reports.views import plan_report

app_name = "reports"

urlpatterns = [
    path("bao-cao/", plan_report.period, name="period"),
    path("bao-cao/<int:pk>/<slug:key>.<slug:format>", plan_report.export, name="export"),
]
