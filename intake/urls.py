from django.urls import path

from intake import views

app_name = "intake"
urlpatterns = [
    path("nhap-van-ban/", views.uploads, name="uploads"),
    path("nhap-van-ban/<int:pk>/", views.upload, name="upload"),
    path("nhap-van-ban/<int:pk>/ra-soat/", views.review, name="review"),
    path("nhap-van-ban/<int:pk>/ra-soat/van-ban/", views.document, name="document"),
    path("nhap-van-ban/<int:pk>/ra-soat/nhiem-vu/<int:task_pk>/", views.task, name="task"),
    path("nhap-van-ban/<int:pk>/ra-soat/da-xem/<int:doubt_pk>/", views.doubt, name="doubt"),
    path("nhap-van-ban/<int:pk>/dua-vao-theo-doi/", views.publish, name="publish"),
    path("nhap-van-ban/<int:pk>/xoa/", views.discard, name="discard"),
    path("nhap-van-ban/<int:pk>/tep-goc/", views.source, name="source"),
]
