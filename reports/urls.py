from django.urls import path

from reports.views import completeness, duties, filing, plan_report

app_name = "reports"

urlpatterns = [
    path("bao-cao/", plan_report.period, name="period"),
    path("bao-cao/<int:pk>/<slug:key>.<slug:format>", plan_report.export, name="export"),
    path("bao-cao/cua-don-vi/", filing.listed, name="filings"),
    path("bao-cao/cua-don-vi/<int:pk>/", filing.one, name="filing"),
    path("bao-cao/cua-don-vi/<int:pk>/luu/", filing.save, name="save"),
    path("bao-cao/cua-don-vi/<int:pk>/so-van-ban/", filing.paper, name="paper"),
    path("bao-cao/cua-don-vi/<int:pk>/buoc/<slug:move>/", filing.move, name="move"),
    path("bao-cao/tinh-hinh-nop/", completeness.overview, name="completeness"),
    path("bao-cao/tinh-hinh-nop/don-doc/", completeness.chase_missing, name="chase"),
    path("bao-cao/che-do/<int:pk>/", duties.one, name="duty"),
    path("bao-cao/che-do/<int:pk>/dot-xuat/", duties.once, name="ask_once"),
]
