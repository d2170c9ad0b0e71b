from django.urls import path

from insight import views

app_name = "insight"

urlpatterns = [
    path("van-ban/<int:pk>/nhat-ky/", views.journal, name="journal"),
    path("dieu-hanh/", views.city, name="city"),
    path("van-ban/<int:pk>/tru-cot/", views.plan_pillars, name="pillars"),
    path("van-ban/<int:pk>/tru-cot/<int:number>/", views.plan_pillar, name="pillar"),
    path("tom-tat-tuan/", views.brief, name="brief"),
    path("canh-bao/", views.warnings, name="warnings"),
    path("chi-tieu/", views.indicators, name="indicators"),
    path("chi-tieu/tep.<slug:format>", views.indicators_file, name="indicators_file"),
    path("chi-tieu/<int:pk>/so-lieu.<slug:format>", views.figures_file, name="figures_file"),
    path("canh-bao/tep.<slug:format>", views.warnings_file, name="warnings_file"),
    path("chi-tieu/<int:pk>/", views.indicator, name="indicator"),
    path("chi-tieu/<int:pk>/giai-trinh/", views.explanations, name="explanations"),
    path("giai-trinh/", views.asked, name="asked"),
    path("giai-trinh/nhieu-don-vi/", views.of_silent, name="of_silent"),
    path("viec/<int:pk>/giai-trinh/", views.of_work, name="of_work"),
    path("giai-trinh/<int:pk>/", views.explain, name="explain"),
    path("bang-theo-doi/", views.unit_board, name="board"),
    path("bang-theo-doi/tep.<str:format>", views.board_file, name="board_file"),
    path("bang-theo-doi/y-kien/", views.object_to_score, name="object_to_score"),
    path("bang-theo-doi/<str:key>/<int:pk>/<slug:part>/", views.board_behind, name="board_behind"),
    path("y-kien-diem/", views.objections, name="objections"),
    path("y-kien-diem/<int:pk>/", views.objection, name="objection"),
    path("tieu-chi/", views.criteria_list, name="criteria_list"),
    path("tieu-chi/moi/", views.new_criteria, name="new_criteria"),
    path("tieu-chi/<int:pk>/", views.criteria, name="criteria"),
    path("tieu-chi/<int:pk>/tep/", views.criteria_file, name="criteria_file"),
    path("tieu-chi/<int:pk>/ap-dung/", views.publish_criteria, name="publish_criteria"),
    path("tieu-chi/<int:pk>/bo/", views.discard_criteria, name="discard_criteria"),
    path("tim/", views.finder, name="search"),
    path("nhat-ky/", views.acts, name="acts"),
    path("nhat-ky/tep.csv", views.acts_file, name="acts_file"),
]
