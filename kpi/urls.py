from django.urls import path

from kpi import views

app_name = "kpi"

urlpatterns = [
    path("van-ban/<int:pk>/chi-tieu/", views.indicators, name="indicators"),
    path("so-lieu/", views.figures, name="figures"),
    path("so-lieu/xac-nhan/", views.accept_queue, name="accept_queue"),
    path("so-lieu/mau.xlsx", views.template, name="template"),
    path("so-lieu/nhap-tep/", views.load, name="load"),
    path("so-lieu/<int:pk>/", views.figure, name="figure"),
    path("so-lieu/<int:pk>/dinh-chinh/", views.correct, name="correct"),
    path("so-lieu/<int:pk>/<slug:move>/", views.move, name="move"),
]
