"""Rows that name the kind of unit once: "các Sở: Tài chính, Nội vụ", "UBND phường Hòa Khánh, Hải Châu"."""

import re

from plans.reading.unit_words import HEADS

_ONLY_KIND = re.compile(
    r"(?:các |những )(?P<kind>Sở|Phòng|Cục|Vụ|Ban|UBND (?:phường|xã|huyện)|phường|xã)$",
    re.I,
)
_PLURAL = re.compile(r"(?:các )(?P<kind>Sở|Phòng|Cục|Vụ|phường|xã) (?P<name>\S.*)$", re.IGNORECASE)
_SEAT = r"UBND|(?:Ủy|Uỷ) ban nhân dân|Đảng ủy|Công an|Trạm Y tế"
_SEATS = re.compile(rf"(?P<seat>{_SEAT}) các (?P<kind>phường|xã|huyện)(?: (?P<name>.+))?$", re.IGNORECASE)
_PLACE = re.compile(rf"(?P<kind>(?:(?:{_SEAT}) )?(?:phường|xã|huyện)) (?P<name>.+)$", re.IGNORECASE)
_SEATED = re.compile(rf"(?P<seat>{_SEAT}) ")
_OTHER_LEVEL = re.compile(r"(?:các )?(?P<level>phường|xã|đặc khu|huyện) (?=[^\W\d_])")
_DEPARTMENT = re.compile(r"(?P<kind>Sở) (?P<name>.+)$", re.IGNORECASE)
FIELDS = frozenset(
    "tài chính|nội vụ|tư pháp|y tế|xây dựng|công thương|du lịch|ngoại vụ|khoa học và công nghệ|giáo dục và đào tạo"
    "|nông nghiệp và môi trường|văn hóa và thể thao|dân tộc và tôn giáo|quy hoạch - kiến trúc"
    "|văn hóa, thể thao và du lịch"
    "|thông tin và truyền thông|kế hoạch và đầu tư|tài nguyên và môi trường|giao thông vận tải".split("|")
)
_KNOWN_HEAD = re.compile(rf"(?:{HEADS})(?!\w)")


def spelt_in_full(units: list[str]) -> list[str]:
    """Each short name gets the kind that stands before the row; other names stay as they are."""
    full: list[str] = []
    kind = ""
    for place, unit in enumerate(units):
        following = units[place + 1] if place + 1 < len(units) else ""
        if kind and _is_short(unit, kind):
            full += [f"{kind} {name}" for name in _names(unit, kind)]
            continue
        if again := _OTHER_LEVEL.match(unit) if (seated := _SEATED.match(kind)) else None:
            kind = f"{seated['seat']} {again['level']}"
            full.append(f"{seated['seat']} {unit.removeprefix('các ')}")
            continue
        kind, names = _opens(unit, following)
        full += [f"{kind} {name}" for name in names] if kind and names is not None else [unit]
    return list(dict.fromkeys(full))


def _opens(unit: str, following: str) -> tuple[str, list[str] | None]:
    """(the kind that a row has from here on, the names in this unit itself; None: it stays as printed)."""
    for pattern in (_SEATS, _PLURAL, _ONLY_KIND):
        found = pattern.match(unit)
        if not found:
            continue
        kind = f"{found['seat']} {found['kind']}" if pattern is _SEATS else _named(found["kind"])
        name = found.groupdict().get("name") or ""
        if following and _is_short(following, kind):
            return kind, _names(name, kind) if name else []
    for pattern in (_PLACE, _DEPARTMENT):
        if (found := pattern.match(unit)) and following and _is_short(following, found["kind"]):
            return found["kind"], None
    return "", None


def _named(kind: str) -> str:
    """ "các sở: Y tế" are Sở Y tế …; a ward stays "phường"."""
    return kind if kind.lower() in ("phường", "xã") else kind[:1].upper() + kind[1:]


def _is_short(unit: str, kind: str) -> bool:
    if kind.lower() == "sở":
        return unit.lower() in FIELDS or _are_fields(unit) or bool(re.fullmatch(r"[A-ZĐ][A-ZĐ&]{1,5}", unit))
    return unit[:1].isupper() and not _KNOWN_HEAD.match(unit) and len(unit.split()) <= 6


def _names(unit: str, kind: str) -> list[str]:
    if kind.lower() == "sở" and not _are_fields(unit):
        return [unit]
    return re.split(r"\s+và\s+", unit)


def _are_fields(unit: str) -> bool:
    """ "Tài chính và Nội vụ": two fields, where "Khoa học và Công nghệ" is one."""
    return unit.lower() not in FIELDS and all(part.lower() in FIELDS for part in re.split(r"\s+và\s+", unit))
