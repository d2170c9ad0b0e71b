"""Compilations over all units and long lists: what was asked, how far it is, and the files that came of it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from plans.models import Plan
from units.models import Unit, User

CLAIM_LAPSES_AFTER = timedelta(minutes=10)  # longer than any of this work may last: then its worker is dead


class PreparedQuerySet(models.QuerySet):
    def claimable(self, now: datetime) -> "PreparedQuerySet":
        state = Prepared.State
        lapsed = Q(state=state.WORKING, claimed_at__lt=now - CLAIM_LAPSES_AFTER)
        return self.filter(Q(state=state.WAITING) | lapsed)


class Prepared(models.Model):
    """Work that a job does while somebody looks at its progress."""

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ lập"
        WORKING = "working", "Đang lập"
        READY = "ready", "Đã lập"
        FAILED = "failed", "Chưa lập được"

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người yêu cầu"
    )
    asked_at = models.DateTimeField("yêu cầu lúc")
    state = models.CharField("tình trạng", max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField("đã làm", default=0)
    total = models.PositiveIntegerField("phải làm", default=0)
    error = models.CharField("vì sao chưa lập được", max_length=600, blank=True)
    claimed_at = models.DateTimeField("bắt đầu lúc", null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_pending(self) -> bool:
        return self.state in {self.State.WAITING, self.State.WORKING}

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0


class LetterTemplate(models.Model):
    """An operator's own .docx with places to fill; which places there are stands in the user guide."""

    name = models.CharField("tên mẫu", max_length=120, unique=True)
    file = models.FileField("tệp .docx", upload_to="reports/templates", max_length=300)
    is_active = models.BooleanField("đang dùng", default=True)

    class Meta:
        verbose_name = "mẫu báo cáo"
        verbose_name_plural = "mẫu báo cáo"

    def __str__(self) -> str:
        return self.name


class CompilationQuerySet(PreparedQuerySet):
    def visible_to(self, user: User) -> "CompilationQuerySet":
        """Of the unit that compiles; who sees everything sees these too."""
        return self if user.sees_everything else self.filter(unit__in=user.unit_ids())


class Compilation(Prepared):
    """Texts are edited in new versions; figures are those of `facts`, a JSON file that never changes."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị lập")
    plans = models.ManyToManyField(Plan, related_name="compilations", verbose_name="văn bản")
    recipient = models.CharField("kính gửi", max_length=500)
    period_key = models.CharField("kỳ", max_length=20)
    period_rule = models.CharField("kiểu kỳ", max_length=20)
    start_date = models.DateField("từ ngày")
    end_date = models.DateField("đến ngày")
    compared_date = models.DateField("so sánh với ngày", null=True, blank=True)
    as_of_date = models.DateField("số liệu đến ngày", null=True, blank=True)
    template = models.ForeignKey(
        LetterTemplate, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="mẫu"
    )
    texts = models.JSONField("phần lời", default=dict, blank=True)
    version = models.PositiveSmallIntegerField("bản", default=1)
    facts = models.FileField("số liệu", upload_to="reports/facts/%Y/%m", max_length=300, blank=True)

    objects = CompilationQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo tổng hợp"
        verbose_name_plural = "báo cáo tổng hợp"
        indexes = [models.Index(fields=["unit", "-asked_at"], name="compilation_of_unit")]
        constraints = [
            models.CheckConstraint(condition=Q(start_date__lte=F("end_date")), name="compilation_period_in_order"),
            models.CheckConstraint(
                condition=~Q(state="ready") | (~Q(facts="") & Q(as_of_date__isnull=False)),
                name="ready_compilation_has_facts",
            ),
        ]

    def __str__(self) -> str:
        return f"Báo cáo tổng hợp {self.period_key}"

    def get_absolute_url(self) -> str:
        return reverse("reports:compilation", args=[self.pk])


class CompiledFile(models.Model):
    compilation = models.ForeignKey(
        Compilation, on_delete=models.CASCADE, related_name="files", verbose_name="báo cáo tổng hợp"
    )
    version = models.PositiveSmallIntegerField("bản")
    format = models.CharField("dạng", max_length=5)
    file = models.FileField("tệp", upload_to="reports/%Y/%m", max_length=300)
    size = models.PositiveBigIntegerField("dung lượng (byte)")
    sha256 = models.CharField("SHA-256", max_length=64)

    class Meta:
        verbose_name = "tệp báo cáo"
        verbose_name_plural = "tệp báo cáo"
        constraints = [
            models.UniqueConstraint(fields=["compilation", "version", "format"], name="compiled_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.compilation_id} {self.format}"


class ListFileQuerySet(PreparedQuerySet):
    def visible_to(self, user: User) -> "ListFileQuerySet":
        return self.filter(asked_by=user)


class ListFile(Prepared):
    """A long list as a workbook, of what its asker may see."""

    class Kind(models.TextChoices):
        ASSIGNMENTS = "luot-giao", "Danh sách lượt giao"
        PRODUCTS = "san-pham", "Danh mục sản phẩm"

    kind = models.CharField("danh sách", max_length=20, choices=Kind)
    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name="văn bản"
    )
    start_date = models.DateField("từ ngày", null=True, blank=True)
    end_date = models.DateField("đến ngày", null=True, blank=True)
    file = models.FileField("tệp", upload_to="reports/%Y/%m", max_length=300, blank=True)
    size = models.PositiveBigIntegerField("dung lượng (byte)", default=0)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)

    objects = ListFileQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp danh sách"
        verbose_name_plural = "tệp danh sách"
        constraints = [
            models.CheckConstraint(condition=~Q(state="ready") | ~Q(file=""), name="ready_list_has_a_file")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("reports:list_file", args=[self.pk])
