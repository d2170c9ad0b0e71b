from django.urls import path

from insight import views

app_name = "insight"

urlpatterns = [
    path("van-ban/<int:pk>/nhat-ky/", views.journal, name="journal"),
    path("dieu-hanh/", views.city, name="city"),
    path("tim/", views.finder, name="search"),
    path("nhat-ky/", views.acts, name="acts"),
    path("nhat-ky/tep.csv", views.acts_file, name="acts_file"),
]
