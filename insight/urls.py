from django.urls import path

from insight import views

app_name = "insight"

urlpatterns = [path("van-ban/<int:pk>/nhat-ky/", views.journal, name="journal")]
