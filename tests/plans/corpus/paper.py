"""Reads papers/NAME.txt: the blocks of the document and the truth about it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .dues import Due, parse_due

PAPERS = Path(__file__).parent / "papers"
NUMBER = re.compile(r"^(?:[-–+*•]|[a-zđ]\)|\d+(?:\.\d+)*[.)]|[IVX]+\.)\s+")
STYLES = {"# ": "heading", "= ": "center", "+ ": "list"}


@dataclass
class Para:
    text: str
    style: str = "body"  # body, heading, center, list


@dataclass
class Appendix:
    lines: list[str]

    @property
    def wide(self) -> bool:
        return self.lines[0].startswith("PHỤ LỤC")


@dataclass
class Grid:
    """Rows of cells; "<" continues the cell on the left, "^" the one above."""

    title: str
    columns: list[str] = field(default_factory=list)
    prefix: str = ""
    head: list[list[str]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    def spans(self) -> Iterator[tuple[int, int, int, int]]:
        """Top, left, bottom, right of each cell that lies over others."""
        rows = self.head + self.rows
        for top, row in enumerate(rows):
            for left, text in enumerate(row):
                bottom, right = top, left
                while right + 1 < len(row) and row[right + 1] == "<" != text:
                    right += 1
                while bottom + 1 < len(rows) and rows[bottom + 1][left] == "^" != text:
                    bottom += 1
                if (bottom, right) != (top, left):
                    yield top, left, bottom, right


@dataclass
class Task:
    id: str
    contents: list[str]
    leads: list[list[str]]  # each inner list is a fair reading
    partners: list[list[str]]
    due: Due
    products: list[str]
    in_table: bool = False


@dataclass
class Indicator:
    text: str
    targets: list[tuple]
    monitor: list[str]
    implementers: list[str]
    in_table: bool = False


@dataclass
class Paper:
    name: str
    facts: dict[str, str]
    blocks: list[Para | Appendix | Grid] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    reports: list[tuple[list[str], list[str | None]]] = field(default_factory=list)  # cadences, days
    free: list[str] = field(default_factory=list)

    def lines(self, key: str) -> list[str]:
        return self.facts[key].split(" / ") if key in self.facts else []


def names_of(text: str) -> list[str]:
    return re.findall(r"\{(.*?)\}", text) or [text] * bool(text)


def listed(text: str) -> list[str]:
    return [] if text.strip() in ("", "-") else [part.strip() for part in text.split(";")]


def target_of(text: str) -> tuple:
    """Comparator, value, upper value or None, unit."""
    comparator, value, unit = text.split(" ", 2)
    low, _, high = value.partition("-")
    return comparator, float(low), float(high) if high else None, unit


def load(name: str) -> Paper:
    head, _, body = (PAPERS / f"{name}.txt").read_text(encoding="utf-8").partition("---\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    reader = _Reader(Paper(name, facts))
    for line in filter(None, body.splitlines()):
        reader.take(line)
    return reader.paper


class _Reader:
    """Takes the lines of a paper one by one; the grid, groups and row above are what it remembers."""

    def __init__(self, paper: Paper) -> None:
        self.paper, self.groups, self.above = paper, [], {}

    def take(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        if word.startswith("@"):
            getattr(self, "truth_" + (word[1:] or "task"))(rest)
        elif word in ("!|", "|", "|#"):
            {"!|": self.head_row, "|": self.row, "|#": self.group}[word](rest)
        elif word == "==":
            self.paper.blocks.append(Appendix(rest.split(" / ")))
        else:
            style = STYLES.get(line[:2], "body")
            self.paper.blocks.append(Para(line if style == "body" else line[2:], style))

    def last_texts(self, count: int) -> list[str]:
        return [block.text for block in self.paper.blocks[-count:]]

    def truth_task(self, rest: str) -> None:
        id, leads, partners, due, product = [*(part.strip() for part in f"{rest} ".split("| ")), ""][:5]
        leads, partners = ([listed(one) for one in part.split(" // ")] for part in (leads, partners))
        content = NUMBER.sub("", self.last_texts(1)[0])
        self.paper.tasks.append(Task(id, [content], leads, partners, parse_due(due), [product]))

    def truth_lines(self, rest: str) -> None:
        self.paper.tasks[-1].contents = [" ".join(self.last_texts(int(rest)))]

    def truth_content(self, rest: str) -> None:
        self.paper.tasks[-1].contents.insert(0, rest)

    def truth_also(self, rest: str) -> None:
        self.paper.tasks[-1].contents.append(rest)

    def truth_free(self, rest: str) -> None:
        self.paper.free += self.last_texts(1)

    def truth_indicator(self, rest: str) -> None:
        text = NUMBER.sub("", self.last_texts(1)[0])
        self.paper.indicators.append(Indicator(text, [target_of(one) for one in rest.split("; ")], [], []))

    def truth_report(self, rest: str) -> None:
        _, cadences, days = rest.split(" | ")
        days = [None if day == "null" else day for day in days.split(" // ")]
        self.paper.reports.append((cadences.split("/"), days))

    def truth_table(self, rest: str) -> None:
        words, _, title = rest.partition("title=")
        columns = words.split()
        prefix = columns.pop().removeprefix("prefix=") if "prefix=" in words else ""
        self.paper.blocks.append(Grid(title, columns, prefix))
        self.groups, self.above = [], {}

    def truth_units(self, rest: str) -> None:
        task = self.paper.tasks[-1]
        task.leads, task.partners = ([listed(one)] for one in rest.split("|"))

    @property
    def grid(self) -> Grid:
        assert isinstance(self.paper.blocks[-1], Grid)
        return self.paper.blocks[-1]

    def head_row(self, rest: str) -> None:
        self.grid.head.append([cell.strip() for cell in rest.split(" | ")])

    def group(self, rest: str) -> None:
        label, text = rest.split(" | ")
        self.groups = [label]
        self.grid.rows.append([label, text] + ["<"] * (len(self.grid.columns) - 2))

    def row(self, rest: str) -> None:
        cells, marked, truth = rest.partition(" @ ")
        values = [cell.strip().replace(" ⏎ ", "\n") for cell in f"{cells} ".split("| ")]
        self.grid.rows.append([re.sub(r"[{}]", "", value) for value in values])
        if marked and self.grid.columns:
            self._task_row(dict(zip(self.grid.columns, values, strict=True)), truth)
        elif marked:
            targets, monitor, implementers = truth.split(" | ")
            wanted = [target_of(one) for one in targets.split("; ")]
            units = listed(monitor), listed(implementers)
            self.paper.indicators.append(Indicator(values[1], wanted, *units, in_table=True))

    def _task_row(self, row: dict[str, str], due: str) -> None:
        hidden = row.get("product") == "^"  # a dump does not show what a merged cell covers
        row = {key: self.above.get(key, "") if value == "^" else value for key, value in row.items()}
        self.above = row
        tt = row.get("tt") or str(1 + sum(task.in_table for task in self.paper.tasks))
        id = ".".join(filter(None, [self.grid.prefix, *self.groups, tt]))
        leads, partners = ([names_of(row.get(key, ""))] for key in ("lead", "partner"))
        products = [row.get("product", "").replace("\n", " "), *[""] * hidden]
        content = row["content"].replace("\n", " ")
        self.paper.tasks.append(Task(id, [content], leads, partners, parse_due(due), products, in_table=True))
