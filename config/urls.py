from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path

from config.signin import ChangePassword, SignInForm

urlpatterns = [
    path(
        "dang-nhap/",
        auth.LoginView.as_view(redirect_authenticated_user=True, authentication_form=SignInForm),
        name="login",
    ),
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
