"""Put the icons that pages name into one sprite: Tabler's shapes, and one symbol for each state."""

import re
from pathlib import Path

ICONS = """
    adjustments alert-circle alert-triangle archive arrow-down arrow-left arrow-right arrow-up
    arrows-exchange arrows-sort ban bell bolt books building-bank calendar calendar-check calendar-due
    calendar-event calendar-time chart-bar check checklist chevron-down chevron-left chevron-right
    chevron-up circle-check circle-dashed circle-x clipboard-check clock clock-check copy device-floppy
    dots download edit external-link eye eye-check file-arrow-right file-certificate file-check
    file-description file-import file-plus file-search file-text file-upload filter filter-off
    fingerprint flag folder gavel hand-click help-circle history home hourglass-high inbox info-circle
    key layout-grid link list list-check lock login logout mail map-pin menu-2 message message-circle
    message-report minus note paperclip pencil phone player-pause plus printer progress refresh repeat
    rotate-2 search send settings shield shield-check sitemap speakerphone star table target-arrow trash
    trending-down trending-up upload user user-check user-plus users wifi-off x zoom-in zoom-out
"""
FILLED = ["star"]

STATES = {
    "not_received": "inbox",
    "in_progress": "progress",
    "due_soon": "hourglass-high",
    "overdue": "alert-triangle",
    "at_head": "user-check",
    "sent": "file-search",
    "awaiting_approval": "file-arrow-right",
    "supplement": "file-plus",
    "done_on_time": "circle-check",
    "done_late": "clock-check",
    "change_requested": "calendar-time",
    "due_changed": "calendar-check",
    "self_confirmed": "user-check",
    "ongoing": "repeat",
    "cancelled": "ban",
    "at_risk": "trending-down",
    "progressing": "trending-up",
    "on_track": "target-arrow",
    "unrated": "help-circle",
    "delivered": "send",
    "opened": "eye-check",
    "acknowledged": "circle-check",
    "rerouted": "arrows-exchange",
    "held": "player-pause",
    "failed": "alert-triangle",
    "draft": "pencil",
    "drafting": "pencil",
    "in_force": "circle-check",
    "closed": "lock",
    "accepted": "circle-check",
    "received": "circle-check",
    "incomplete": "progress",
    "ok": "circle-check",
    "late": "clock-check",
    "run": "progress",
    "due": "hourglass-high",
    "over": "alert-triangle",
    "wait": "file-search",
    "back": "file-plus",
    "none": "circle-dashed",
}


def build_icons(modules: Path, target: Path) -> None:
    shapes = modules / "@tabler/icons/icons"
    symbols = [_symbol(name, _drawing(shapes / "outline" / f"{name}.svg")) for name in ICONS.split()]
    for state, icon in STATES.items():
        symbols.append(_symbol(f"state-{state}", _drawing(shapes / "outline" / f"{icon}.svg")))
    for name in FILLED:
        drawing = _drawing(shapes / "filled" / f"{name}.svg")
        symbols.append(_symbol(f"{name}-filled", f'<g fill="currentColor" stroke="none">{drawing}</g>'))
    lines = ['<svg xmlns="http://www.w3.org/2000/svg">', *symbols, "</svg>", ""]
    target.write_text("\n".join(lines), encoding="utf-8")


def _drawing(source: Path) -> str:
    body = re.search(r"<svg[^>]*>(.*)</svg>", source.read_text(encoding="utf-8"), re.DOTALL)
    if body is None:
        raise ValueError(f"no drawing in {source.name}")
    frame = '<path stroke="none" d="M0 0h24v24H0z" fill="none" />'
    return " ".join(body[1].replace(frame, "").split())


def _symbol(name: str, drawing: str) -> str:
    return f'<symbol id="{name}" viewBox="0 0 24 24">{drawing}</symbol>'
