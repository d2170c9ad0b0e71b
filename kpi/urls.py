from django.urls import path

from kpi import views

app_name = "kpi"

urlpatterns = [path("van-ban/<int:pk>/chi-tieu/", views.indicators, name="indicators")]
