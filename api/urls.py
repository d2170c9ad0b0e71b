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
from api.views.events import EventsView
from api.views.intake import DifferencesView, PublicationView, UploadsView, UploadView
from api.views.linking import AmendsView, LinksView, LinkView, TwinsView
from api.views.papers import PlanViewSet, TaskViewSet
from api.views.people import ReorganisationViewSet, UnitViewSet
from api.views.post import DeliveryViewSet, OwnChannelsView, OwnHoursView
from api.views.site import NowhereView, TryView
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
):
    router.register(_name, _viewset, basename=_name)

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
    path("bulk/<slug:slug>/", BulkView.as_view(), name="bulk"),
    *router.urls,
    re_path(r"", NowhereView.as_view()),
]
