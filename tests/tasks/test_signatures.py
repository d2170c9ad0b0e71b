"""Signatures in PDFs: who, of which agency, when, intact or not; whatever else a file holds does no harm."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.core.files.base import ContentFile
from django.urls import reverse
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign import signers

from journal.operations import record
from tasks.jobs import check_new_signatures
from tasks.models import Evidence
from tasks.operations.checking import check_signatures
from tasks.reading.child import signatures_limited
from tasks.reading.signatures import signatures_of

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(scope="session")
def certificate(key):
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, "Nguyễn Văn Ký"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Sở Tài chính"),
        ]
    )
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, NOW - timedelta(days=9), NOW + timedelta(999))
    usage = x509.KeyUsage(True, True, False, False, False, True, False, False, False)
    builder = builder.add_extension(usage, critical=True)
    return builder.add_extension(x509.BasicConstraints(True, None), critical=True).sign(key, hashes.SHA256())


@pytest.fixture(scope="session")
def signed(tmp_path_factory, key, certificate) -> bytes:
    folder = tmp_path_factory.mktemp("keys")
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    text = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "key.pem").write_bytes(text)
    signer = signers.SimpleSigner.load(str(folder / "key.pem"), str(folder / "cert.pem"))
    field = signers.PdfSignatureMetadata(field_name="Ky")
    return apart(signers.sign_pdf, IncrementalPdfFileWriter(BytesIO(unsigned())), field, signer=signer).getvalue()


def apart(act, *given, **named):
    """In a thread of its own: the library starts an event loop, and a browser's loop may run in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(act, *given, **named).result()


def read(data: bytes, **named) -> list[dict]:
    return apart(signatures_of, data, **named)


def unsigned() -> bytes:
    writer, out = PdfFileWriter(), BytesIO()
    content = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.insert_page(PageObject(contents=content, media_box=(0, 0, 200, 200)))
    writer.write(out)
    return out.getvalue()


def added_to(data: bytes) -> bytes:
    """As when somebody adds a page after signing."""
    writer, out = IncrementalPdfFileWriter(BytesIO(data)), BytesIO()
    content = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.insert_page(PageObject(contents=content, media_box=(0, 0, 200, 200)))
    writer.write(out)
    return out.getvalue()


def test_a_signature_says_who_of_which_agency_and_when(signed):
    (one,) = read(signed)
    assert (one["signer"], one["agency"]) == ("Nguyễn Văn Ký", "Sở Tài chính")
    assert (one["intact"], one["whole"], one["trusted"]) == (True, True, None)
    assert datetime.fromisoformat(one["signed_at"]).tzinfo is not None


def test_with_the_agency_s_root_it_is_known_to_be_trusted_or_not(signed, certificate, tmp_path):
    root = tmp_path / "root.pem"
    root.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    assert read(signed, roots=[root])[0]["trusted"] is True
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Khác")])
    stranger = x509.CertificateBuilder(name, name, other.public_key(), 2, NOW, NOW + timedelta(9))
    root.write_bytes(stranger.sign(other, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    assert read(signed, roots=[root])[0]["trusted"] is False


def test_a_byte_changed_after_signing_breaks_it(signed):
    at = signed.index(b"BT ET")
    assert read(signed[:at] + b"BT Et" + signed[at + 5 :])[0]["intact"] is False


def test_what_is_added_after_signing_is_seen(signed):
    (one,) = read(added_to(signed))
    assert (one["intact"], one["whole"]) == (True, False)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"%PDF-1.7\n" + b"\0" * 999, b"PK\x03\x04"])
def test_what_is_no_readable_pdf_has_no_signature(data):
    assert read(data) == []


def test_a_file_without_signatures_has_none():
    assert read(unsigned()) == []


def test_the_child_reads_within_limits(signed):
    assert [one["signer"] for one in signatures_limited(signed)] == ["Nguyễn Văn Ký"]
    assert signatures_limited(signed, memory_mb=16) is None


def attach(cast, data: bytes, content_type: str = "application/pdf") -> Evidence:
    event = record("tasks.evidence_added", ("assignment", cast.assignment.pk), actor=cast.unit_officer, kind="file")
    return Evidence.objects.create(
        assignment=cast.assignment,
        author=cast.unit_officer,
        event=event,
        created_at=NOW,
        kind="file",
        label="Báo cáo",
        file=ContentFile(data, "bao-cao.pdf"),
        file_name="bao-cao.pdf",
        content_type=content_type,
        size=len(data),
        sha256="0" * 64,
    )


@pytest.mark.django_db
def test_the_tick_checks_each_new_pdf_once(cast, signed):
    one, none, image = attach(cast, signed), attach(cast, unsigned()), attach(cast, b"x", "image/png")
    assert check_new_signatures() == 2
    assert check_new_signatures() == 0
    for row in (one, none, image):
        row.refresh_from_db()
    assert (len(one.signatures), none.signatures, image.signatures) == (1, [], None)


@pytest.mark.django_db
def test_a_file_that_is_gone_from_the_disk_stops_nothing(cast, signed):
    evidence = attach(cast, signed)
    evidence.file.storage.delete(evidence.file.name)
    assert check_signatures(evidence_id=evidence.pk, now=NOW).signatures == []
    assert check_signatures(evidence_id=2**40, now=NOW) is None


@pytest.mark.django_db
def test_the_page_of_the_work_tells_what_was_found(client, cast, signed):
    good, bad = attach(cast, signed), attach(cast, signed.replace(b"BT ET", b"BT Et"))
    for evidence in (good, bad):
        check_signatures(evidence_id=evidence.pk, now=NOW)
    client.force_login(cast.unit_officer)
    html = client.get(reverse("tasks:assignment", args=[cast.assignment.pk])).content.decode()
    assert "Ký số: <b>Nguyễn Văn Ký</b>, Sở Tài chính" in html
    assert "không còn nguyên vẹn: tệp đã bị sửa sau khi ký" in html
