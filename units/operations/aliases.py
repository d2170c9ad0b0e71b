"""Wordings that documents use for a unit, learned while one is reviewed."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from journal.operations import record
from units.errors import UnitError
from units.models import Unit, UnitAlias, User
from units.names import Book, fold


@transaction.atomic
def remember_alias(*, unit: Unit, phrase: str, actor: User, plan_id: int, source: str, now: datetime) -> UnitAlias:
    """From now on `phrase` is `unit`; `source` is the document it was learned from. Known already: as it is.

    Raises UnitError where the phrase means another unit, or a group.
    """
    meant = Book.load(timezone.localdate(now)).resolve(phrase)
    if meant.kind in {"unit", "group"} and meant.exact and meant.unit != unit:
        other = meant.unit or meant.group
        raise UnitError(f"“{phrase}” đang là cách viết của {other.name}; bỏ dấu ở “Nhớ cách viết này” rồi lưu.")
    if len(phrase) > UnitAlias._meta.get_field("phrase").max_length:
        raise UnitError("Cách viết dài quá 200 ký tự không nhớ được; bỏ dấu ở “Nhớ cách viết này” rồi lưu.")
    told = {"phrase": phrase, "source": source[:200], "remembered_by": actor, "remembered_at": now}
    alias, made = UnitAlias.objects.get_or_create(unit=unit, folded=fold(phrase), defaults=told)
    if made:
        record("units.alias_remembered", ("unit", unit.pk), actor=actor, plan_id=plan_id, alias=alias.pk)
    return alias
