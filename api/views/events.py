from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.pages import Pages
from api.queries import events_for, last_position
from api.schema import reads
from api.serializers.events import EventPage, EventSerializer

AFTER = OpenApiParameter("after", int, description="Chỉ lấy sự kiện sau vị trí này; 0 là từ đầu.")
LIMIT = OpenApiParameter("limit", int, description="Số sự kiện, nhiều nhất 200.")


class Asked(serializers.Serializer):
    after = serializers.IntegerField(min_value=0, default=0)
    limit = serializers.IntegerField(min_value=1, default=Pages.page_size)


class EventsView(APIView):
    """Sự kiện đã niêm phong, theo thứ tự không bao giờ đổi; hỏi tiếp bằng `after` của câu trả lời trước."""

    @reads(EventPage, parameters=[AFTER, LIMIT])
    def get(self, request: Request, **kwargs: Any) -> Response:
        asked = Asked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        after, limit = asked.validated_data["after"], min(asked.validated_data["limit"], Pages.max_page_size)
        # Read before the rows: what is sealed meanwhile comes with the next question.
        end = max(after, last_position())
        found = list(events_for(request.user).filter(position__gt=after, position__lte=end)[:limit])
        seen = found[-1].position if len(found) == limit else end
        return Response({"results": EventSerializer(found, many=True).data, "after": seen})
