"""Nhật ký and Tìm kiếm: the questions of the pages, answered as data."""

from typing import Any

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.schema import reads
from api.serializers.finding import (
    ActsAsked,
    ActsSerializer,
    FoundSerializer,
    SearchAsked,
)
from api.serializers.names import PersonName, PlanName, TaskName, UnitName
from insight.exports import said
from insight.queries.acts import events_wanted
from insight.queries.journal import Entry, page_of
from insight.queries.searching import Found, search

LISTS = {
    "van-ban": ("plans", PlanName),
    "nhiem-vu": ("tasks", TaskName),
    "don-vi": ("units", UnitName),
    "nguoi": ("people", PersonName),
}


class ActsView(APIView):
    """Nhật ký: ai làm gì, lúc nào; mới nhất trước."""

    @reads(ActsSerializer, parameters=[ActsAsked], operation_id="journal_acts")
    def get(self, request: Request) -> Response:
        """Theo người, đơn vị, loại đối tượng, văn bản, việc, ngày; chỉ những gì người gọi được xem."""
        asked = ActsAsked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        before, size = asked.validated_data.get("before"), asked.validated_data["limit"]
        page = page_of(events_wanted(request.user, asked.wanted), before=before, size=size)
        return Response({"results": [_act(entry) for entry in page.entries], "next_before": page.next_before})


def _act(entry: Entry) -> dict[str, Any]:
    """As `ActSerializer` describes it."""
    event = entry.event
    names = (
        "id",
        "position",
        "verb",
        "subject_type",
        "subject_id",
        "plan_id",
        "actor_id",
        "actor_unit_id",
        "payload",
    )
    return {name: getattr(event, name) for name in names} | {
        "at": timezone.localtime(event.at),
        "actor": entry.actor and PersonName(entry.actor).data,
        "said": said(entry),
    }


class SearchView(APIView):
    """Tìm văn bản, nhiệm vụ, đơn vị, người; có dấu hay không dấu."""

    @reads(FoundSerializer(many=True), parameters=[SearchAsked], operation_id="search")
    def get(self, request: Request) -> Response:
        asked = SearchAsked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        wanted = asked.validated_data
        found = search(request.user, wanted["q"], kind=wanted["kind"], page=wanted["page"])
        return Response([_found(one) for one in found])


def _found(one: Found) -> dict[str, Any]:
    here, shape = LISTS[one.kind]
    lists = {name: shape(one.rows, many=True).data if name == here else [] for name, _ in LISTS.values()}
    return {"kind": one.kind, "more": one.more} | lists
