from django.urls import path

from tasks.views import assigning, assignment, changing, confirming, matrix, months, plans, task

app_name = "tasks"

urlpatterns = [
    path("van-ban/", plans.plans, name="plans"),
    path("van-ban/<int:pk>/", plans.plan, name="plan"),
    path("van-ban/<int:pk>/ma-tran/", matrix.plan_matrix, name="matrix"),
    path("van-ban/<int:pk>/thoi-han/", months.plan_months, name="months"),
    path("viec/<int:pk>/o/", matrix.cell, name="cell"),
    path("nhiem-vu/<int:pk>/", task.task, name="task"),
    path("giao-nhiem-vu/", assigning.assign, name="assign"),
    path("viec/", task.assignments, name="assignments"),
    path("viec/<int:pk>/", assignment.page, name="assignment"),
    path("viec/<int:pk>/tiep-nhan/", assignment.receive, name="receive"),
    path("viec/<int:pk>/cap-nhat/", assignment.update, name="update"),
    path("viec/<int:pk>/minh-chung/", assignment.prove, name="prove"),
    path("viec/<int:pk>/buoc/<slug:move>/", assignment.move, name="move"),
    path("minh-chung/<int:pk>/tep/", assignment.evidence_file, name="evidence_file"),
    path("minh-chung/<int:pk>/rut/", assignment.withdraw, name="withdraw"),
    path("xac-nhan/", confirming.queue, name="confirm_queue"),
    path("xac-nhan/nhieu-viec/", confirming.confirm_many, name="confirm_many"),
    path("xac-nhan/<int:pk>/", confirming.decide, name="decide"),
    path("viec/<int:pk>/dieu-chinh/", changing.ask, name="ask_change"),
    path("dieu-chinh/", changing.listed, name="changes"),
    path("dieu-chinh/y-kien/", changing.opine, name="opine_changes"),
    path("dieu-chinh/quyet-dinh/", changing.decide, name="decide_changes"),
    path("dieu-chinh/<int:pk>/", changing.one, name="change"),
    path("dieu-chinh/<int:pk>/buoc/<slug:move>/", changing.move, name="move_change"),
    path("dieu-chinh/<int:pk>/tep/", changing.proof, name="change_proof"),
    path("quyet-dinh/<int:pk>/tep/", changing.paper, name="decision_file"),
]
