from django.urls import path

from reports.views import compiling, completeness, duties, filing, listing, mailing, plan_report

app_name = "reports"

urlpatterns = [
    path("bao-cao/", plan_report.period, name="period"),
    path("bao-cao/tong-hop/", compiling.compilations, name="compilations"),
    path("bao-cao/tong-hop/mau-chuan.docx", compiling.template, name="template"),
    path("bao-cao/tong-hop/<int:pk>/", compiling.compilation, name="compilation"),
    path("bao-cao/tong-hop/<int:pk>/phan-loi/", compiling.texts, name="texts"),
    path("bao-cao/tong-hop/<int:pk>/gui-thu/", mailing.compilation, name="mail"),
    path("bao-cao/tong-hop/<int:pk>/tep.<slug:format>", compiling.file, name="compiled_file"),
    path("bao-cao/danh-sach/", listing.ask, name="ask_list"),
    path("bao-cao/danh-sach/<int:pk>/", listing.list_file, name="list_file"),
    path("bao-cao/danh-sach/<int:pk>/tep.xlsx", listing.take, name="take_list"),
    path("bao-cao/<int:pk>/luot-giao.csv", listing.work_csv, name="work_csv"),
    path("bao-cao/<int:pk>/<slug:key>.<slug:format>", plan_report.export, name="export"),
    path("bao-cao/cua-don-vi/", filing.listed, name="filings"),
    path("bao-cao/cua-don-vi/<int:pk>/", filing.one, name="filing"),
    path("bao-cao/cua-don-vi/<int:pk>/tep.<slug:format>", filing.file, name="filed_file"),
    path("bao-cao/cua-don-vi/<int:pk>/luu/", filing.save, name="save"),
    path("bao-cao/cua-don-vi/<int:pk>/gui-thu/", mailing.filed, name="mail_filed"),
    path("bao-cao/cua-don-vi/<int:pk>/so-van-ban/", filing.paper, name="paper"),
    path("bao-cao/cua-don-vi/<int:pk>/buoc/<slug:move>/", filing.move, name="move"),
    path("bao-cao/tinh-hinh-nop/", completeness.overview, name="completeness"),
    path("bao-cao/tinh-hinh-nop/don-doc/", completeness.chase_missing, name="chase"),
    path("bao-cao/che-do/<int:pk>/", duties.one, name="duty"),
    path("bao-cao/che-do/<int:pk>/dot-xuat/", duties.once, name="ask_once"),
]
