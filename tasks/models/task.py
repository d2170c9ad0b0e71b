"""What a plan orders: tasks, who takes part in them, and their milestones."""

import re

from django.db import models
from django.db.models import Q

from plans.models import Plan, Section
from units.models import Unit, UnitGroup, User

READY_SET = ("đúng", "đủ", "sạch", "sống")
BULLET = re.compile(r"^\s*(?:[-–+•*]\s*|\(?\d{1,2}[.)]\s+|[a-zđ]\)\s*)")


class TaskQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "TaskQuerySet":
        return self.filter(plan__in=Plan.objects.visible_to(user))

    def in_order(self) -> "TaskQuerySet":
        return self.order_by("plan", "order")


class Task(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks", verbose_name="văn bản")
    section = models.ForeignKey(
        Section, on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks", verbose_name="mục"
    )
    parent_task = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="subtasks",
        verbose_name="nhiệm vụ cha",
    )
    order = models.PositiveIntegerField("thứ tự")
    code = models.CharField("mã", max_length=60)
    content = models.TextField("nội dung nhiệm vụ", blank=True)
    product = models.TextField("sản phẩm/kết quả", blank=True)
    expected_result = models.TextField("kết quả cần đạt", blank=True)
    acceptance = models.JSONField("tiêu chí nghiệm thu", default=list, blank=True)
    requirements = models.JSONField("yêu cầu như văn bản ghi", default=list, blank=True)
    approval_level = models.CharField("cấp phê duyệt sản phẩm", max_length=120, blank=True)
    confirming_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đơn vị theo dõi, xác nhận",
    )
    starred = models.BooleanField("trọng tâm", default=False)
    lead_text = models.TextField("chủ trì, nguyên văn", blank=True)
    partner_text = models.TextField("phối hợp, nguyên văn", blank=True)
    deadline_text = models.TextField("thời hạn, nguyên văn", blank=True)
    quantity_target = models.PositiveIntegerField("số lượng phải làm", null=True, blank=True)
    quantity_unit = models.CharField("đơn vị tính", max_length=40, blank=True)
    held = models.BooleanField("chưa rõ nội dung, chưa giao", default=False)
    place = models.JSONField("chỗ trong tệp gốc", default=dict, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        constraints = [
            models.UniqueConstraint(fields=["plan", "order"], name="task_order_once"),
            models.UniqueConstraint(
                fields=["plan", "code"],
                name="task_code_once",
                violation_error_message="Mã nhiệm vụ này đã có trong văn bản.",
            ),
            models.CheckConstraint(
                condition=Q(quantity_target__isnull=True) | (Q(quantity_target__gt=0) & ~Q(quantity_unit="")),
                name="task_quantity_has_unit",
                violation_error_message="Số lượng phải lớn hơn 0 và có đơn vị tính.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.content[:80]}"

    @property
    def name(self) -> str:
        """First sentence of the content, for lists; the empty title of a damaged row is said in words."""
        return self.content.split("\n")[0][:300] or "(mất nội dung)"

    @property
    def products(self) -> list[str]:
        """What the product cell names, one a line; a small letter goes on with the line before."""
        found: list[str] = []
        for line in filter(str.strip, self.product.splitlines()):
            text = BULLET.sub("", line).strip().rstrip(";")
            if found and text[:1].islower() and not BULLET.match(line):
                found[-1] = f"{found[-1]} {text}"
            else:
                found.append(text)
        return list(dict.fromkeys(filter(None, found)))

    @property
    def criteria(self) -> list[str]:
        """What has to be answered before the work is sent: the ready set (one line, four criteria), and what the
        focal unit wrote itself. What the document asks in words of its own is read, not answered."""
        found: list[str] = []
        for line in self._asked:
            if _is_ready_set(line):
                found += READY_SET
            elif line not in self.requirements:
                found.append(line)
        return list(dict.fromkeys(found))

    @property
    def to_read(self) -> list[str]:
        """The lines of `acceptance` that are no criteria."""
        return [line for line in self._asked if line in self.requirements and not _is_ready_set(line)]

    @property
    def _asked(self) -> list[str]:
        return [line for one in self.acceptance if (line := str(one).strip())]

    @property
    def brief(self) -> str:
        """Two lines of a table; the whole stands on the page it opens."""
        return self.name if len(self.name) <= 160 else self.name[:159].rstrip() + "…"


def _is_ready_set(line: str) -> bool:
    return all(re.search(rf"\b{word}\b", line.lower()) for word in READY_SET)


class TaskParty(models.Model):
    """One name in a lead or partner cell, resolved to exactly one of: unit, group, open, outsider, unknown."""

    class Part(models.TextChoices):
        LEAD = "lead", "chủ trì"
        PARTNER = "partner", "phối hợp"

    class Kind(models.TextChoices):
        UNIT = "unit", "đơn vị"
        GROUP = "group", "nhóm đơn vị"
        OPEN = "open", "chưa xác định đơn vị"
        OUTSIDER = "outsider", "ngoài hệ thống"
        UNKNOWN = "unknown", "chưa rõ"

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="parties", verbose_name="nhiệm vụ")
    part = models.CharField("vai", max_length=10, choices=Part)
    kind = models.CharField("loại", max_length=10, choices=Kind)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị"
    )
    group = models.ForeignKey(
        UnitGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="nhóm"
    )
    phrase = models.CharField("nguyên văn", max_length=500)
    scope = models.CharField("phần việc", max_length=500, blank=True)
    name_by_date = models.DateField("nêu tên đơn vị trước", null=True, blank=True)
    named_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người nêu tên"
    )
    named_at = models.DateTimeField("nêu tên lúc", null=True, blank=True)
    named_for = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="named",
        verbose_name="nêu tên cho phần chưa xác định",
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "đơn vị của nhiệm vụ"
        verbose_name_plural = "đơn vị của nhiệm vụ"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="unit", unit__isnull=False, group__isnull=True)
                | Q(kind="group", unit__isnull=True, group__isnull=False)
                | Q(kind__in=["open", "outsider", "unknown"], unit__isnull=True, group__isnull=True),
                name="task_party_is_what_its_kind_says",
            ),
            models.UniqueConstraint(
                fields=["task", "part", "unit"], condition=Q(kind="unit"), name="task_unit_once_per_part"
            ),
            models.CheckConstraint(
                condition=Q(named_at__isnull=True, named_by__isnull=True)
                | Q(kind="open", named_at__isnull=False, named_by__isnull=False),
                name="only_an_open_lead_is_named_later",
            ),
        ]

    def __str__(self) -> str:
        return self.phrase


class Milestone(models.Model):
    """One deadline of a task. `due_date` is the last day; relative ones wait for their anchor."""

    class Kind(models.TextChoices):
        DATE = "date", "ngày"
        MONTH = "month", "tháng"
        QUARTER = "quarter", "quý"
        YEAR = "year", "năm"
        RANGE = "range", "khoảng thời gian"
        ONGOING = "ongoing", "thường xuyên"
        RECURRING = "recurring", "định kỳ"
        RELATIVE = "relative", "tính từ một mốc"
        DONE = "done", "đã hoàn thành trước khi ban hành"
        NONE = "none", "không nêu ngày"

    class Source(models.TextChoices):
        PLAN = "plan", "theo văn bản"
        LEAD = "lead", "đơn vị đăng ký"

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="milestones", verbose_name="nhiệm vụ")
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    label = models.CharField("tên mốc", max_length=300, blank=True)
    kind = models.CharField("loại", max_length=10, choices=Kind)
    due_date = models.DateField("hạn", null=True, blank=True)
    from_date = models.DateField("từ ngày", null=True, blank=True)
    recurrence = models.CharField("chu kỳ", max_length=60, blank=True)
    anchor = models.CharField("mốc tính", max_length=60, blank=True)
    days = models.PositiveSmallIntegerField("số ngày", null=True, blank=True)
    before = models.BooleanField("văn bản ghi “trước ngày”", default=False)
    source = models.CharField("nguồn", max_length=5, choices=Source, default=Source.PLAN)

    class Meta:
        verbose_name = "mốc"
        verbose_name_plural = "mốc"
        constraints = [
            models.UniqueConstraint(fields=["task", "order"], name="milestone_order_once"),
            models.CheckConstraint(
                condition=~Q(kind__in=["date", "month", "quarter", "year"]) | Q(due_date__isnull=False),
                name="dated_milestone_has_a_date",
                violation_error_message="Mốc có ngày phải nêu ngày đến hạn.",
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.get_kind_display()

    @property
    def is_ongoing(self) -> bool:
        return self.kind in {self.Kind.ONGOING, self.Kind.RECURRING} and self.due_date is None
