"""Digital signatures inside a PDF: who, of which agency, when, and whether anything was changed since.

Source: Luật Giao dịch điện tử 2023, article 22; Nghị định 30/2020/NĐ-CP, article 13.
"""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from asn1crypto.x509 import Certificate
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

MOST = 20


def signatures_of(data: bytes, *, roots: Sequence[Path] = ()) -> list[dict[str, Any]]:
    """In the order of signing: {signer, agency, signed_at (ISO) | None, intact, whole, trusted (None: no roots)}.

    `whole`: the signature covers the file as it is; False means something was added afterwards.
    """
    trusted = list(load_certs_from_pemder([str(path) for path in roots]))
    context = ValidationContext(trust_roots=trusted, allow_fetching=False)
    try:
        found = PdfFileReader(BytesIO(data), strict=False).embedded_regular_signatures
    except MemoryError:
        raise
    except Exception:  # a damaged file has no signature that could be shown
        return []
    return [_read(one, context, known=bool(trusted)) for one in found[:MOST]]


def _read(one: EmbeddedPdfSignature, context: ValidationContext, *, known: bool) -> dict[str, Any]:
    unreadable = {"signer": "", "agency": "", "signed_at": None, "intact": False, "whole": False, "trusted": None}
    try:
        status = validate_pdf_signature(one, context)
    except MemoryError:
        raise
    except Exception:  # whatever a forged signature makes the reader say: it is not intact
        return unreadable | _named(one.signer_cert)
    signed_at = status.timestamp_validity.timestamp if status.timestamp_validity else status.signer_reported_dt
    return _named(status.signing_cert) | {
        "signed_at": signed_at.isoformat() if signed_at else None,
        "intact": bool(status.intact and status.valid),
        "whole": status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        "trusted": bool(status.trusted) if known else None,
    }


def _named(certificate: Certificate | None) -> dict[str, str]:
    subject = certificate.subject.native if certificate is not None else {}
    agency = subject.get("organizational_unit_name") or subject.get("organization_name") or ""
    agency = ", ".join(agency) if isinstance(agency, list) else str(agency)
    return {"signer": str(subject.get("common_name", ""))[:200], "agency": agency[:300]}
