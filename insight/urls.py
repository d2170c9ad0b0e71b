from django.urls import path

from insight import views

app_name = "insight"

urlpatterns = [
    path("van-ban/<int:pk>/nhat-ky/", views.journal, name="journal"),
    path("dieu-hanh/", views.city, name="city"),
    path("canh-bao/", views.warnings, name="warnings"),
    path("chi-tieu/", views.indicators, name="indicators"),
    path("chi-tieu/<int:pk>/", views.indicator, name="indicator"),
    path("chi-tieu/<int:pk>/giai-trinh/", views.explanations, name="explanations"),
    path("giai-trinh/<int:pk>/", views.explain, name="explain"),
    path("tim/", views.finder, name="search"),
    path("nhat-ky/", views.acts, name="acts"),
    path("nhat-ky/tep.csv", views.acts_file, name="acts_file"),
]
