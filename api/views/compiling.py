from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from api.idempotency import idempotent
from api.schema import reads, writes
from api.serializers.compiling import CompilationFactsSerializer, CompilationSerializer, NewCompilation
from reports.jobs import start
from reports.models import Compilation
from reports.operations import ask_compilation
from reports.perms import compilable


@extend_schema_view(
    list=reads(CompilationSerializer(many=True)),
    retrieve=reads(CompilationFactsSerializer),
)
class CompilationViewSet(ReadOnlyModelViewSet):
    """Báo cáo tổng hợp mọi đơn vị: số liệu và tệp."""

    lookup_value_regex = r"\d{1,18}"
    queryset = Compilation.objects.none()

    def get_serializer_class(self) -> type[CompilationSerializer]:
        return CompilationSerializer if self.action == "list" else CompilationFactsSerializer

    def get_queryset(self) -> QuerySet:
        found = Compilation.objects.visible_to(self.request.user)
        return found.select_related("unit").prefetch_related("files")

    @writes(NewCompilation, CompilationSerializer, status=201)
    @idempotent
    def create(self, request: Request) -> Response:
        """Yêu cầu lập; hỏi lại địa chỉ của báo cáo để biết tiến độ và kết quả."""
        told = NewCompilation(data=request.data)
        told.is_valid(raise_exception=True)
        wanted = dict(told.validated_data)
        ids = wanted.pop("plans")
        plans = list(compilable(request.user).filter(pk__in=ids))
        if len(plans) != len(set(ids)):
            raise Http404
        asked = ask_compilation(actor=request.user, plans=plans, now=timezone.now(), **wanted)
        start(compilation_id=asked.pk)
        return Response(CompilationSerializer(asked).data, status=201)
