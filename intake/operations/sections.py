"""The headings of a plan as a tree."""

from typing import Any

from plans.models import Plan, Section

Path = tuple[str, ...]


def sections_of(plan: Plan, reading: dict[str, Any]) -> dict[Path, Section]:
    """Path of headings → its Section; written level by level, a parent before its children."""
    paths: dict[Path, None] = {}
    for row in reading["tasks"]:
        path = tuple(row.get("section") or ())
        paths.update(dict.fromkeys(path[:depth] for depth in range(1, len(path) + 1)))
    order = {path: place for place, path in enumerate(paths, 1)}
    targets = _targets(reading)
    made: dict[Path, Section] = {}
    for depth in sorted({len(path) for path in paths}):
        level = {
            path: Section(
                plan=plan,
                parent=made.get(path[:-1]),
                order=order[path],
                title=path[-1][:1000],
                target_text=targets.get(path, ""),
            )
            for path in paths
            if len(path) == depth
        }
        Section.objects.bulk_create(level.values())
        made |= level
    return made


def _targets(reading: dict[str, Any]) -> dict[Path, str]:
    """A target that the document gives for a whole heading stands with the first task under that heading."""
    found: dict[Path, str] = {}
    for target in reading.get("section_targets") or []:
        prefix = f"{target['section']}."
        row = next((row for row in reading["tasks"] if (row.get("id") or "").startswith(prefix)), None)
        if row and row.get("section"):
            found[tuple(row["section"])] = target["text"]
    return found
