"""What was told about one assignment, its evidence and its timeline, joined as safe strings as in `rows`."""

from functools import cache
from html import escape
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from config.templatetags.kit import icon
from config.templatetags.vietnamese import dung_luong, gio, ngay, so
from tasks.models import Evidence
from tasks.queries.proofs import Proof
from tasks.queries.timeline import Entry

register = template.Library()
Signature = dict[str, Any]
OTHERS = 3


@register.simple_tag(takes_context=True)
def proof_lines(context: Context, proofs: list[Proof], editable: bool) -> SafeString:
    """`<li>`s of pieces of evidence; with `editable` those that are not sealed can be taken back."""
    token, previewed = str(context.get("csrf_token", "")), context.get("preview_pk", 0)
    return SafeString("".join(_proof(one, token if editable else "", previewed) for one in proofs))


def _proof(proof: Proof, token: str, previewed: int) -> str:
    one = proof.evidence
    version = f' <span class="sr-second">phiên bản {one.version}</span>' if one.version > 1 else ""
    products = f"<p>Chứng minh: {escape('; '.join(proof.products))}</p>" if proof.products else ""
    others = "".join(_other(other) for other in proof.elsewhere[:OTHERS])
    earlier = "".join(_version(old) for old in proof.earlier)
    signatures = "".join(_signature(each) for each in one.signatures or ())
    return (
        f'<li class="is-there">{icon("circle-check")}<div class="sr-grow"><b>{escape(one.label)}</b>{version}'
        f"<p>{_given(one)}</p>{products}<p>{_kept(one)}</p>{_judged(one)}{others}{earlier}{signatures}</div>"
        f"{_open(one, previewed)}{_take_back(one, token)}</li>"
    )


def _given(one: Evidence) -> str:
    if one.kind == Evidence.Kind.LINK:
        shown = one.url if len(one.url) <= 80 else f"{one.url[:79]}…"
        return f'<a href="{escape(one.url)}" rel="noopener noreferrer">{escape(shown)}</a>'
    if one.kind == Evidence.Kind.FIGURE:
        return f"{so(one.figure)} {escape(one.figure_unit)}"
    day = f" ngày {ngay(one.document_date)}" if one.document_date else ""
    number = f"{escape(one.document_number)}{day}" if one.document_number else ""
    file = f"{escape(one.file_name)} · {dung_luong(one.size)}" if one.kind == Evidence.Kind.FILE else ""
    return " · ".join(filter(None, [number, file]))


def _kept(one: Evidence) -> str:
    sealed = f" · niêm phong {ngay(one.sealed_at)}" if one.sealed_at else ""
    code = f" · mã SHA-256 {one.sha256[:8]}…{one.sha256[-4:]}" if one.sha256 else ""
    return f"Nộp {ngay(one.created_at)}{sealed}{code}"


def _judged(one: Evidence) -> str:
    if not one.judgement:
        return ""
    colour = "green" if one.judgement == Evidence.Judgement.OK else "red"
    said = f"{one.get_judgement_display()}{f': {one.judged_text}' if one.judged_text else ''}"
    return f'<p class="sr-{colour}">{escape(said)} ({escape(str(one.judged_by))}, {ngay(one.judged_at)})</p>'


def _other(one: Evidence) -> str:
    where = escape(f"{one.assignment.task.code}, {one.assignment.unit.short_name}")
    link = f'<a href="{one.assignment.get_absolute_url()}">{where}</a>'
    return f'<p class="sr-amber">{icon("alert-triangle")}Tệp này cũng là minh chứng của {link}</p>'


def _version(old: Evidence) -> str:
    name = escape(old.file_name or old.document_number or old.label)
    link = f' <a href="{_file(old)}">Mở</a>' if old.kind == Evidence.Kind.FILE else ""
    return f"<p>Phiên bản {old.version}: {name}, nộp {ngay(old.created_at)}{link}</p>"


def _signature(one: Signature) -> str:
    sound = one["intact"] and one["whole"]
    words = _signed(one) if one["intact"] else _broken(one)
    return f'<p class="sr-signature">{icon("circle-check" if sound else "alert-triangle")}{words}</p>'


def _signed(one: Signature) -> str:
    who = f"Ký số: <b>{escape(one['signer'] or 'không rõ người ký')}</b>"
    agency = f", {escape(one['agency'])}" if one["agency"] else ""
    at = f", {gio(one['signed_at'])}" if one["signed_at"] else ""
    whole = "nguyên vẹn" if one["whole"] else _red("tệp đã được thêm nội dung sau khi ký")
    doubts = {False: f" · {_red('chứng thư chưa được tin cậy')}", None: " · chưa đối chiếu cơ quan cấp chứng thư"}
    return f"{who}{agency}{at} · {whole}{doubts.get(one['trusted'], '')}"


def _broken(one: Signature) -> str:
    who = f" của {escape(one['signer'])}" if one["signer"] else ""
    return _red(f"Chữ ký số{who} không còn nguyên vẹn: tệp đã bị sửa sau khi ký.")


def _red(words: str) -> str:
    return f'<span class="sr-red">{words}</span>'


def _file(one: Evidence) -> str:
    return _of_pieces("tasks:evidence_file") % one.pk


@cache
def _of_pieces(page: str) -> str:
    """Its address with `%d` for the number of the piece: a page asks for two of each."""
    return reverse(page, args=[0]).replace("/0/", "/%d/")


def _open(one: Evidence, previewed: int) -> str:
    key = ' data-key="o"' if one.pk == previewed else ""
    link = f'<a class="sr-btn sr-btn--quiet sr-btn--small" href="{_file(one)}"{key}>Mở</a>'
    return link if one.kind == Evidence.Kind.FILE else ""


def _take_back(one: Evidence, token: str) -> str:
    if one.sealed_at or not token:
        return ""
    return (
        f'<form method="post" action="{_of_pieces("tasks:withdraw") % one.pk}">'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
        '<button class="sr-btn sr-btn--quiet sr-btn--small" type="submit">Rút</button></form>'
    )


@register.simple_tag(takes_context=True)
def acts(context: Context, entries: list[tuple[Entry, str]]) -> SafeString:
    """`<li>`s of a timeline, each (act, icon) in the words of its event's own template."""
    return SafeString("".join(_act(context, entry, name) for entry, name in entries))


def _act(context: Context, entry: Entry, name: str) -> str:
    words = context.template.engine.get_template(entry.template)
    with context.push(event=entry.event, actor=entry.actor or "Hệ thống", note=entry.note):
        act = words.render(context)
    instead = f' <span class="sr-second">(thay {escape(str(entry.instead_of))})</span>' if entry.instead_of else ""
    return f"<li>{icon(name)}<div>{act}{instead}{_said(entry)}</div></li>"


def _said(entry: Entry) -> str:
    """The words that people left with the act, and when it was."""
    texts = [
        ("", entry.note and entry.note.text),
        ("", entry.update and entry.update.note),
        ("Khó khăn: ", entry.obstacle and entry.obstacle.text),
        ("Kiến nghị: ", entry.obstacle and entry.obstacle.proposal),
    ]
    words = "".join(f"<blockquote>{label}“{escape(text)}”</blockquote>" for label, text in texts if text)
    label = f'<p class="sr-second">{escape(entry.evidence.label)}</p>' if entry.evidence else ""
    at = entry.event.at
    return f'{words}{label}<time datetime="{timezone.localtime(at).isoformat()}">{gio(at)}</time>'
