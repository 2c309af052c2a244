"""The certificate that the program makes, and those that offices bring."""

from __future__ import annotations

import hashlib
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from desktop_app.domain.serving import CertificateProblem
from desktop_app.server import certificates
from desktop_app.server.certificates import LASTS, RENEWED_BEFORE, office_certificate, own_certificate
from tests.support.system_clock import system_now

pytestmark = pytest.mark.any_day

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_a_certificate_is_made_once_and_kept_for_its_owner(tmp_path: Path) -> None:
    own = own_certificate(tmp_path, now=NOW)
    again = own_certificate(tmp_path, now=NOW + timedelta(days=100))
    assert again == own
    assert {"localhost", "127.0.0.1", "::1"} <= set(own.facts.names)
    assert own.facts.expires_at == NOW + LASTS
    assert own.key.stat().st_mode & 0o777 == 0o600
    assert own.key.parent.stat().st_mode & 0o777 == 0o700
    read = x509.load_pem_x509_certificate(own.certificate.read_bytes())
    key = read.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert key.curve.name == "secp256r1"
    der = read.public_bytes(serialization.Encoding.DER)
    assert own.facts.fingerprint.replace(":", "").lower() == hashlib.sha256(der).hexdigest()
    assert sorted(kept.name for kept in own.key.parent.iterdir()) == ["suivi.crt", "suivi.key"]


def test_it_is_made_anew_when_its_end_is_near_or_when_asked_for(tmp_path: Path) -> None:
    first = own_certificate(tmp_path, now=NOW)
    near = NOW + LASTS - RENEWED_BEFORE
    assert own_certificate(tmp_path, now=near - timedelta(minutes=1)).facts == first.facts
    second = own_certificate(tmp_path, now=near)
    assert second.facts.fingerprint != first.facts.fingerprint
    assert second.facts.expires_at == near + LASTS
    assert own_certificate(tmp_path, now=near, anew=True).facts.fingerprint != second.facts.fingerprint


def test_a_new_name_makes_a_new_one_and_a_name_nobody_can_say_is_left_out(tmp_path: Path) -> None:
    first = own_certificate(tmp_path, now=NOW)
    named = own_certificate(tmp_path, ("suivi.office.example", "10.1.2.3"), now=NOW)
    assert {"suivi.office.example", "10.1.2.3"} <= set(named.facts.names) - set(first.facts.names)
    assert own_certificate(tmp_path, ("suivi.office.example",), now=NOW) == named
    long = own_certificate(tmp_path, ("x" * 80,), now=NOW)
    assert "localhost" in long.facts.names


def test_half_a_certificate_is_made_whole(tmp_path: Path) -> None:
    first = own_certificate(tmp_path, now=NOW)
    first.key.unlink()
    assert own_certificate(tmp_path, now=NOW).facts.fingerprint != first.facts.fingerprint
    first.certificate.write_text("nothing")
    assert office_certificate(*own_certificate(tmp_path, now=NOW)[:2], now=NOW).facts.names


def test_a_strict_client_trusts_it_by_its_file(tmp_path: Path) -> None:
    own = own_certificate(tmp_path, now=system_now(tmp_path))
    context = ssl.create_default_context(cafile=str(own.certificate))
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    coming, going = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = context.wrap_bio(coming, going, server_hostname="localhost")
    server = certificates.tls_context(own.certificate, own.key).wrap_bio(going, coming, server_side=True)
    for end in (client, server, client, server):
        try:
            end.do_handshake()
        except ssl.SSLWantReadError:
            continue
    assert client.version() == "TLSv1.3"
    assert client.getpeercert()


def test_what_is_wrong_with_an_offices_files_is_said(tmp_path: Path) -> None:
    kept, other = own_certificate(tmp_path / "one", now=NOW), own_certificate(tmp_path / "other", now=NOW)
    locked = tmp_path / "locked.key"
    private = serialization.load_pem_private_key(kept.key.read_bytes(), None)
    locked.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(b"secret"),
        )
    )
    for certificate, key, reason in (
        (tmp_path / "none.crt", kept.key, "unreadable"),
        (kept.certificate, tmp_path / "none.key", "unreadable"),
        (kept.key, kept.key, "certificate"),
        (kept.certificate, kept.certificate, "key"),
        (kept.certificate, locked, "key"),
        (kept.certificate, other.key, "apart"),
    ):
        with pytest.raises(CertificateProblem) as raised:
            office_certificate(certificate, key, now=NOW)
        assert raised.value.reason == reason
    with pytest.raises(CertificateProblem) as raised:
        office_certificate(kept.certificate, kept.key, now=NOW + LASTS)
    assert raised.value.reason == "expired"
    assert str(kept.certificate) in str(raised.value)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "certificate").write_text("in the way")
    with pytest.raises(CertificateProblem) as raised:
        own_certificate(tmp_path, now=NOW)
    assert raised.value.reason == "folder"
