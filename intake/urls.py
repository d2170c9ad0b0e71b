from django.urls import path

from intake import views

app_name = "intake"
REVIEW = "nhap-van-ban/<int:pk>/ra-soat/"
ROW = REVIEW + "nhiem-vu/<int:task_pk>/"
urlpatterns = [
    path("nhap-van-ban/", views.uploads, name="uploads"),
    path("nhap-van-ban/<int:pk>/", views.upload, name="upload"),
    path(REVIEW, views.review, name="review"),
    path(REVIEW + "van-ban/", views.document, name="document"),
    path(REVIEW + "tong/", views.counted, name="counted"),
    path(REVIEW + "dang-mo/", views.presence, name="presence"),
    path(REVIEW + "them-dong/", views.add, name="add_row"),
    path(REVIEW + "dien-san-pham/", views.fill, name="fill"),
    path(REVIEW + "chi-tieu/", views.indicators, name="indicators"),
    path(REVIEW + "che-do-bao-cao/", views.duties, name="duties"),
    path(REVIEW + "muc/", views.sections, name="sections"),
    path(REVIEW + "de-xuat/", views.offers, name="offers"),
    path(REVIEW + "da-xem/<int:doubt_pk>/", views.doubt, name="doubt"),
    path(REVIEW + "hoan-tac/", views.undo, name="undo"),
    path(ROW, views.task, name="task"),
    path(ROW + "o/<slug:cell>/", views.cell, name="cell"),
    path(ROW + "doc-thu/", views.reread, name="reread"),
    path(ROW + "don-vi/", views.settle_unit, name="settle_unit"),
    path(ROW + "dong/<slug:act>/", views.change_row, name="row"),
    path("nhap-van-ban/<int:pk>/dua-vao-theo-doi/", views.publish, name="publish"),
    path("nhap-van-ban/<int:pk>/thu-hoi/", views.withdraw, name="withdraw"),
    path("nhap-van-ban/<int:pk>/so-sanh/", views.compare_version, name="compare"),
    path("nhap-van-ban/<int:pk>/sua-doi/", views.amends, name="amends"),
    path("nhap-van-ban/<int:pk>/quan-he/", views.links, name="links"),
    path("nhap-van-ban/<int:pk>/quan-he/<int:link_pk>/", views.settle_link, name="settle_link"),
    path("nhap-van-ban/<int:pk>/quan-he/<int:link_pk>/thay-the/", views.replace, name="replace"),
    path("nhap-van-ban/<int:pk>/nhiem-vu-giong/", views.twins, name="twins"),
    path("nhap-van-ban/<int:pk>/nhiem-vu-giong/<int:task_pk>/<int:other_pk>/", views.settle_twin, name="settle_twin"),
    path("van-ban/<int:pk>/nhap-tien-do/", views.statuses, name="statuses"),
    path("van-ban/<int:pk>/nhap-tien-do/mau.xlsx", views.status_sample, name="status_sample"),
    path("nhap-van-ban/<int:pk>/xoa/", views.discard, name="discard"),
    path("nhap-van-ban/<int:pk>/tep-goc/", views.source, name="source"),
]
