from django.contrib.auth.decorators import login_required
from django.urls import path, re_path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from api.views.asking import (
    ChangeRequestViewSet,
    ContributionViewSet,
    NewChangeRequestView,
    NewContributionView,
    ObstacleViewSet,
    OpenLeadViewSet,
)
from api.views.assigning import TasksOfPlanView
from api.views.compiling import CompilationViewSet
from api.views.events import EventsView
from api.views.files import (
    ChangeFileView,
    ContributionFileView,
    DecisionFileView,
    EvidenceFileView,
    EvidenceWithdrawalView,
)
from api.views.finding import ActsView, SearchView
from api.views.foreseen import (
    ExplanationsView,
    ExplanationView,
    ExportView,
    HowMeasuredView,
    IndicatorStandingView,
    TargetView,
)
from api.views.intake import DifferencesView, PublicationView, StatusesView, UploadsView, UploadView
from api.views.linking import AmendsView, LinksView, LinkView, TwinsView
from api.views.measuring import (
    MOVES,
    FiguresOfUnitsView,
    IndicatorViewSet,
    MeasurementMovesView,
    MeasurementViewSet,
    WarningViewSet,
)
from api.views.opening import GuestsView, GuestView, OpeningMoveView, OpeningView
from api.views.papers import PlanViewSet, TaskViewSet
from api.views.people import ReorganisationViewSet, UnitViewSet
from api.views.post import DeliveryViewSet, OwnChannelsView, OwnHoursView
from api.views.reminding import AcknowledgementsView, LadderView, RemindersView, UrgingsView
from api.views.reporting import CompletenessView, ReportViewSet
from api.views.scoring import (
    CriteriaPublicationView,
    CriteriaViewSet,
    ObjectionAnswerView,
    ObjectionViewSet,
    ScoreRowsView,
    ScoresView,
)
from api.views.site import NowhereView, TryView
from api.views.staffing import AbsenceCancellationView, AbsencesView, HandOverView, InvitationsView, MembersView
from api.views.standing import MatrixView, StandingView, TimelineView
from api.views.telling import EvidenceView, ObstaclesView, UpdatesView
from api.views.work import AssignmentViewSet
from api.views.working import (
    BulkView,
    FiguresView,
    JudgementsView,
    MilestoneMoveView,
    MilestonesView,
    ReadyView,
)
from api.wording import speak_vietnamese

app_name = "api"

router = SimpleRouter(use_regex_path=True)
for _name, _viewset in (
    ("units", UnitViewSet),
    ("plans", PlanViewSet),
    ("tasks", TaskViewSet),
    ("assignments", AssignmentViewSet),
    ("change-requests", ChangeRequestViewSet),
    ("contributions", ContributionViewSet),
    ("obstacles", ObstacleViewSet),
    ("open-leads", OpenLeadViewSet),
    ("reorganisations", ReorganisationViewSet),
    ("deliveries", DeliveryViewSet),
    ("compilations", CompilationViewSet),
    ("reports", ReportViewSet),
    ("indicators", IndicatorViewSet),
    ("measurements", MeasurementViewSet),
    ("warnings", WarningViewSet),
    ("criteria", CriteriaViewSet),
    ("objections", ObjectionViewSet),
):
    router.register(_name, _viewset, basename=_name)

speak_vietnamese()
urlpatterns = [
    path("", login_required(TryView.as_view()), name="try"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("events/", EventsView.as_view(), name="events"),
    path("assignments/<int:pk>/updates/", UpdatesView.as_view(), name="updates"),
    path("assignments/<int:pk>/evidence/", EvidenceView.as_view(), name="evidence"),
    path("assignments/<int:pk>/change-requests/", NewChangeRequestView.as_view(), name="ask_change"),
    path("assignments/<int:pk>/contributions/", NewContributionView.as_view(), name="ask_contribution"),
    path("assignments/<int:pk>/obstacles/", ObstaclesView.as_view(), name="obstacles"),
    path("uploads/", UploadsView.as_view(), name="uploads"),
    path("uploads/<int:pk>/", UploadView.as_view(), name="upload"),
    path("plans/<int:pk>/publication/", PublicationView.as_view(), name="publication"),
    path("plans/<int:pk>/differences/", DifferencesView.as_view(), name="differences"),
    path("plans/<int:pk>/statuses/", StatusesView.as_view(), name="statuses"),
    path("plans/<int:pk>/amends/", AmendsView.as_view(), name="amends"),
    path("plans/<int:pk>/links/", LinksView.as_view(), name="links"),
    path("plans/<int:pk>/links/<int:link_pk>/", LinkView.as_view(), name="link"),
    path("plans/<int:pk>/twins/", TwinsView.as_view(), name="twins"),
    path("assignments/<int:pk>/ready/", ReadyView.as_view(), name="ready"),
    path("assignments/<int:pk>/judgements/", JudgementsView.as_view(), name="judgements"),
    path("assignments/<int:pk>/milestones/", MilestonesView.as_view(), name="milestones"),
    path("milestones/<int:pk>/moves/<slug:slug>/", MilestoneMoveView.as_view(), name="milestone_move"),
    path("tasks/<int:pk>/figures/", FiguresView.as_view(), name="figures"),
    path("me/channels/", OwnChannelsView.as_view(), name="own_channels"),
    path("me/hours/", OwnHoursView.as_view(), name="own_hours"),
    path("reports/completeness/", CompletenessView.as_view(), name="completeness"),
    path("measurements/figures/", FiguresOfUnitsView.as_view(), name="measurement_figures"),
    re_path(
        rf"^measurements/moves/(?P<slug>{'|'.join(MOVES)})/$",
        MeasurementMovesView.as_view(),
        name="measurement_moves",
    ),
    path("scores/", ScoresView.as_view(), name="scores"),
    path("scores/<int:pk>/rows/", ScoreRowsView.as_view(), name="score_rows"),
    path("criteria/<int:pk>/publication/", CriteriaPublicationView.as_view(), name="criteria_publication"),
    path("objections/<int:pk>/answer/", ObjectionAnswerView.as_view(), name="objection_answer"),
    path("indicators/<int:pk>/standing/", IndicatorStandingView.as_view(), name="indicator_standing"),
    path("indicators/<int:pk>/measuring/", HowMeasuredView.as_view(), name="indicator_measuring"),
    path("targets/<int:pk>/", TargetView.as_view(), name="target"),
    path("explanations/", ExplanationsView.as_view(), name="explanations"),
    path("explanations/<int:pk>/answer/", ExplanationView.as_view(), name="explanation_answer"),
    path("exports/<slug:slug>/<slug:form>/", ExportView.as_view(), name="export"),
    path("bulk/<slug:slug>/", BulkView.as_view(), name="bulk"),
    path("standing/", StandingView.as_view(), name="standing"),
    path("plans/<int:pk>/matrix/", MatrixView.as_view(), name="matrix"),
    path("plans/<int:pk>/timeline/", TimelineView.as_view(), name="timeline"),
    path("plans/<int:pk>/tasks/", TasksOfPlanView.as_view(), name="assign"),
    path("journal/", ActsView.as_view(), name="journal"),
    path("search/", SearchView.as_view(), name="search"),
    path("evidence/<int:pk>/file/", EvidenceFileView.as_view(), name="evidence_file"),
    path("evidence/<int:pk>/withdrawal/", EvidenceWithdrawalView.as_view(), name="evidence_withdraw"),
    path("change-requests/<int:pk>/file/", ChangeFileView.as_view(), name="change_file"),
    path("contributions/<int:pk>/file/", ContributionFileView.as_view(), name="contribution_file"),
    path("decisions/<int:pk>/file/", DecisionFileView.as_view(), name="decision_file"),
    path("units/<int:pk>/members/", MembersView.as_view(), name="members"),
    path("units/<int:pk>/absences/", AbsencesView.as_view(), name="absences"),
    path("units/<int:pk>/hand-over/", HandOverView.as_view(), name="hand_over"),
    path("absences/<int:pk>/cancellation/", AbsenceCancellationView.as_view(), name="absence_off"),
    path("opening/", OpeningView.as_view(), name="opening"),
    path("opening/guests/", GuestsView.as_view(), name="guests"),
    path("opening/guests/<slug:kind>/<int:pk>/", GuestView.as_view(), name="guest"),
    path("opening/moves/<slug:slug>/", OpeningMoveView.as_view(), name="opening_move"),
    path("invitations/", InvitationsView.as_view(), name="invitations"),
    path("plans/<int:pk>/ladder/", LadderView.as_view(), name="ladder"),
    path("plans/<int:pk>/urgings/", UrgingsView.as_view(), name="urgings"),
    path("assignments/<int:pk>/reminders/", RemindersView.as_view(), name="reminders"),
    path("assignments/<int:pk>/acknowledgements/", AcknowledgementsView.as_view(), name="acknowledgements"),
    *router.urls,
    re_path(r"", NowhereView.as_view()),
]
