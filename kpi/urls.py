from django.urls import path

from kpi import views

app_name = "kpi"

urlpatterns = [
    path("van-ban/<int:pk>/chi-tieu/", views.indicators, name="indicators"),
    path("chi-tieu/<int:pk>/cach-do/", views.describe, name="describe"),
    path("chi-tieu/<int:pk>/them-muc-tieu/", views.add_target, name="add_target"),
    path("muc-tieu/<int:pk>/", views.target, name="target"),
    path("so-lieu/", views.figures, name="figures"),
    path("so-lieu/bang/", views.grid, name="grid"),
    path("so-lieu/xac-nhan/", views.accept_queue, name="accept_queue"),
    path("so-lieu/mau.xlsx", views.template, name="template"),
    path("so-lieu/nhap-tep/", views.load, name="load"),
    path("so-lieu/<int:pk>/", views.figure, name="figure"),
    path("so-lieu/<int:pk>/dinh-chinh/", views.correct, name="correct"),
    path("so-lieu/<int:pk>/<slug:move>/", views.move, name="move"),
]
