"""What a plan promises in figures: indicators, and the targets each must reach."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from plans.models import Plan
from tasks.models import Task
from units.models import Unit, UnitGroup, User


class IndicatorQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "IndicatorQuerySet":
        return self.filter(plan__in=Plan.objects.visible_to(user))

    def running(self) -> "IndicatorQuerySet":
        """But those that an amendment left out."""
        return self.filter(ended_date=None)

    def in_order(self) -> "IndicatorQuerySet":
        return self.order_by("plan", "order")


class Indicator(models.Model):
    class Frequency(models.TextChoices):
        MONTH = "thang", "hằng tháng"
        QUARTER = "quy", "hằng quý"
        HALF_YEAR = "nua-nam", "6 tháng"
        YEAR = "nam", "hằng năm"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="indicators", verbose_name="văn bản")
    order = models.PositiveIntegerField("thứ tự")
    number = models.CharField("số trong văn bản", max_length=20)
    pillar = models.CharField("trụ cột", max_length=300, blank=True)
    text = models.TextField("chỉ tiêu")
    monitor = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="chủ trì theo dõi, hướng dẫn, tổng hợp",
    )
    monitor_text = models.CharField("chủ trì theo dõi, nguyên văn", max_length=500, blank=True)
    implementers_text = models.TextField("chủ trì thực hiện", blank=True)
    partners_text = models.TextField("phối hợp", blank=True)
    basis = models.TextField("căn cứ", blank=True)
    source_system = models.CharField("hệ thống nguồn", max_length=200, blank=True)
    frequency = models.CharField("đo", max_length=10, choices=Frequency, default=Frequency.QUARTER)
    publication_days = models.PositiveSmallIntegerField("nguồn công bố sau khi hết kỳ (ngày)", default=0)
    entry_days = models.PositiveSmallIntegerField("gửi số liệu trong (ngày)", default=10)
    ended_date = models.DateField(
        "thôi theo dõi từ", null=True, blank=True, help_text="Bản sửa đổi bỏ chỉ tiêu; số liệu đã có vẫn giữ."
    )
    tasks = models.ManyToManyField(Task, blank=True, related_name="indicators", verbose_name="nhiệm vụ phục vụ")

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        constraints = [
            models.UniqueConstraint(fields=["plan", "order"], name="indicator_order_once"),
            models.CheckConstraint(
                condition=Q(publication_days__lte=366) & Q(entry_days__lte=366),
                name="indicator_days_within_a_year",
                violation_error_message="Số ngày phải từ 0 đến 366.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:80]}"


class IndicatorParty(models.Model):
    """Who measures: a unit, or every unit of a group on the last day of the period; an open phrase names nobody."""

    class Part(models.TextChoices):
        IMPLEMENTER = "implementer", "chủ trì thực hiện"
        PARTNER = "partner", "phối hợp"

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="parties", verbose_name="chỉ tiêu"
    )
    part = models.CharField("vai trò", max_length=12, choices=Part)
    phrase = models.CharField("nguyên văn", max_length=500)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị"
    )
    group = models.ForeignKey(
        UnitGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="nhóm đơn vị"
    )

    class Meta:
        verbose_name = "đơn vị của chỉ tiêu"
        verbose_name_plural = "đơn vị của chỉ tiêu"
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | Q(group__isnull=True), name="indicator_party_unit_or_group"
            ),
            models.UniqueConstraint(fields=["indicator", "part", "phrase"], name="indicator_party_once"),
        ]

    def __str__(self) -> str:
        return self.phrase


class Target(models.Model):
    """One figure of an indicator; `reduce>=` is the reduction itself, `rank<=` a place."""

    class Comparator(models.TextChoices):
        AT_LEAST = ">=", "ít nhất"
        AT_MOST = "<=", "nhiều nhất"
        MORE = ">", "trên"
        LESS = "<", "dưới"
        EQUAL = "=", "đúng"
        BETWEEN = "between", "trong khoảng"
        RANK = "rank<=", "hạng"
        REDUCED = "reduce>=", "giảm ít nhất"

    class Aggregation(models.TextChoices):
        RATIO = "ratio", "cộng số đã đạt, chia cho cộng tổng số"
        SUM = "sum", "cộng số của các đơn vị"
        MEAN = "mean", "trung bình của các đơn vị"
        LATEST = "latest", "một số của đơn vị theo dõi"

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="targets", verbose_name="chỉ tiêu"
    )
    order = models.PositiveSmallIntegerField("thứ tự")
    label = models.CharField("đo cái gì", max_length=500, blank=True)
    comparator = models.CharField("phép so", max_length=10, choices=Comparator)
    value = models.DecimalField("mức phải đạt", max_digits=18, decimal_places=4)
    value_high = models.DecimalField("mức trên", max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.CharField("đơn vị tính", max_length=60, blank=True)
    base_text = models.CharField("trên tổng số gì", max_length=200, blank=True)
    from_date = models.DateField("tính từ ngày", null=True, blank=True)
    from_issue = models.BooleanField("tính từ khi ban hành", default=False)
    as_of_date = models.DateField("phải đạt vào ngày", null=True, blank=True)
    as_of_text = models.CharField("thời điểm đo, nguyên văn", max_length=200, blank=True)
    aggregation = models.CharField("cách tính toàn Thành phố", max_length=8, choices=Aggregation, blank=True)
    baseline = models.DecimalField("mức xuất phát", max_digits=18, decimal_places=4, null=True, blank=True)
    baseline_date = models.DateField("mức xuất phát vào ngày", null=True, blank=True)
    baseline_text = models.CharField("mức xuất phát, nguyên văn", max_length=200, blank=True)
    ended_date = models.DateField("thôi theo dõi từ", null=True, blank=True)

    class Meta:
        verbose_name = "mục tiêu"
        verbose_name_plural = "mục tiêu"
        constraints = [
            models.UniqueConstraint(fields=["indicator", "order"], name="target_order_once"),
            models.CheckConstraint(
                condition=Q(comparator="between", value_high__isnull=False, value_high__gt=F("value"))
                | (~Q(comparator="between") & Q(value_high__isnull=True)),
                name="target_between_two_values",
                violation_error_message="Khoảng cần hai mức, mức trên lớn hơn mức dưới.",
            ),
            models.CheckConstraint(
                condition=~Q(comparator="rank<=") | Q(value__gte=1),
                name="target_rank_from_1",
                violation_error_message="Thứ hạng bắt đầu từ 1.",
            ),
            models.CheckConstraint(
                condition=Q(from_date__isnull=True)
                | (Q(from_issue=False) & (Q(as_of_date__isnull=True) | Q(from_date__lte=F("as_of_date")))),
                name="target_dates_in_order",
                violation_error_message="Ngày phải đạt không được trước ngày bắt đầu tính.",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """The comparator in words: "ít nhất 85%", "giảm ít nhất 50%", "hạng 1 đến 10"."""
        value, unit = number_words(self.value), unit_words(self.unit)
        if self.comparator == self.Comparator.RANK:
            return "hạng 1" if self.value == 1 else f"hạng 1 đến {value}"
        if self.comparator == self.Comparator.BETWEEN:
            return f"{value} đến {number_words(self.value_high)}{unit}"
        if self.comparator == self.Comparator.AT_LEAST and self.value == 100 and self.unit == "%":
            return "đủ 100%"
        return f"{self.get_comparator_display()} {value}{unit}"

    @property
    def baseline_words(self) -> str:
        """As the document says it, else "60%"."""
        if self.baseline_text or self.baseline is None:
            return self.baseline_text
        return f"{number_words(self.baseline)}{unit_words(self.unit)}"

    @property
    def in_percent(self) -> bool:
        return self.unit.startswith("%")

    def starts_on(self, issued: date | None) -> date | None:
        return issued if self.from_issue else self.from_date


class PathPoint(models.Model):
    """A point the target is to pass on its way; without any the way is straight."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="path", verbose_name="mục tiêu")
    day = models.DateField("vào ngày")
    value = models.DecimalField("phải đạt", max_digits=18, decimal_places=4)

    class Meta:
        verbose_name = "mốc của lộ trình"
        verbose_name_plural = "mốc của lộ trình"
        constraints = [models.UniqueConstraint(fields=["target", "day"], name="path_point_once")]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}: {number_words(self.value)}"


class Base(models.Model):
    """Another whole that the city's sum is held against: all households, say, beside those that units count."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="bases", verbose_name="mục tiêu")
    name = models.CharField("trên tổng số gì", max_length=200)
    count = models.DecimalField("tổng số", max_digits=18, decimal_places=4)
    source = models.CharField("theo nguồn nào, ngày nào", max_length=200, blank=True)

    class Meta:
        verbose_name = "tổng số khác để so"
        verbose_name_plural = "tổng số khác để so"
        constraints = [
            models.UniqueConstraint(fields=["target", "name"], name="base_once"),
            models.CheckConstraint(condition=Q(count__gt=0), name="base_is_something"),
        ]

    def __str__(self) -> str:
        return self.name


def number_words(value: Decimal | int) -> str:
    """1.962 and 94,3"""
    whole, _, fraction = f"{value:,f}".partition(".")
    fraction = fraction.rstrip("0")
    return whole.replace(",", ".") + (f",{fraction}" if fraction else "")


def unit_words(unit: str) -> str:
    """As the documents write it after the figure; a bare count has no word of its own."""
    what, _, per = unit.partition("/")
    noun = "" if what in {"count", "rank"} else what if what == "%" else f" {what}"
    return noun + ("/năm" if per == "year" else f"/{per}" if per else "")
