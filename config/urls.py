from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import path

from config.signin import SignInForm

urlpatterns = [
    path(
        "dang-nhap/",
        auth.LoginView.as_view(authentication_form=SignInForm, redirect_authenticated_user=True),
        name="login",
    ),
    path("dang-xuat/", auth.LogoutView.as_view(), name="logout"),
    path("quan-tri/", admin.site.urls),
]
