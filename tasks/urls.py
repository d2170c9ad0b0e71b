from django.urls import path

from tasks.views import assignment, confirming

app_name = "tasks"

urlpatterns = [
    # plans and tasks
    # one assignment
    path("viec/<int:pk>/", assignment.page, name="assignment"),
    path("viec/<int:pk>/tiep-nhan/", assignment.receive, name="receive"),
    path("viec/<int:pk>/cap-nhat/", assignment.update, name="update"),
    path("viec/<int:pk>/minh-chung/", assignment.prove, name="prove"),
    path("viec/<int:pk>/buoc/<slug:move>/", assignment.move, name="move"),
    path("minh-chung/<int:pk>/tep/", assignment.evidence_file, name="evidence_file"),
    path("minh-chung/<int:pk>/rut/", assignment.withdraw, name="withdraw"),
    # confirming
    path("xac-nhan/", confirming.queue, name="confirm_queue"),
    path("xac-nhan/<int:pk>/", confirming.decide, name="decide"),
    path("xac-nhan/nhieu-viec/", confirming.confirm_many, name="confirm_many"),
]
