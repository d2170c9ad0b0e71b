"""The description of the API, the page to try it, and the answer for addresses that do not exist."""

from typing import Any

from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView


class TryView(SpectacularSwaggerSplitView):
    """Swagger UI from our own static files; its script is a file of its own, as our CSP wants."""

    url_name = "api:schema"
    template_name = "api/try.html"
    title = "API Sáu Rõ"


class NowhereView(APIView):
    authentication_classes = ()
    permission_classes = ()

    @extend_schema(exclude=True)
    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise NotFound
