from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path

from config.second_step import SignIn, second_step
from config.signin import ChangePassword

urlpatterns = [
    path("dang-nhap/", SignIn.as_view(), name="login"),
    path("dang-nhap/buoc-hai/", second_step, name="second_step"),
    path("quan-tri/login/", SignIn.as_view()),  # one door, with its second step
    path("dang-xuat/", auth.LogoutView.as_view(), name="logout"),
    path("mat-khau/", ChangePassword.as_view(), name="password"),
    path("quan-tri/", admin.site.urls),
    path("api/v1/", include("api.urls")),
    path("", include("intake.urls")),
    path("", include("agenda.urls")),
    path("", include("tasks.urls")),
    path("", include("notifications.urls")),
    path("", include("reports.urls")),
    path("", include("kpi.urls")),
    path("", include("insight.urls")),
]
