"""Certificates for the office network: one made on the spot and kept in the data folder, or one that the office has."""

from __future__ import annotations

import ipaddress
import os
import socket
import ssl
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from desktop_app.domain.serving import CertificateFacts, CertificateProblem

LASTS = timedelta(days=825)
"""What the strictest systems accept of a certificate made by hand."""
RENEWED_BEFORE = timedelta(days=14)
"""How long before its end a certificate of ours is made anew when the server starts."""
_FOLDER, _CERTIFICATE, _KEY = "certificate", "suivi.crt", "suivi.key"
_NOWHERE = (("192.0.2.1", socket.AF_INET), ("2001:db8::1", socket.AF_INET6))  # addresses of documents only
_LONGEST_NAME = 64


class Certificate(NamedTuple):
    """A certificate and its key in their files, and what people are shown of it."""

    certificate: Path
    key: Path
    facts: CertificateFacts


def own_certificate(
    folder: Path, names: tuple[str, ...] = (), *, now: datetime, anew: bool = False
) -> Certificate:
    """Return the certificate kept in the data *folder*; made when there is none, when its end is near, or when *anew* is asked for.

    It is for the PC's names and addresses and for *names*. One that lacks a new address is kept: programs know its fingerprint.

    Raises:
        CertificateProblem: it cannot be written.
    """
    place = folder / _FOLDER
    certificate, key = place / _CERTIFICATE, place / _KEY
    if not anew:
        with suppress(CertificateProblem):
            kept = office_certificate(certificate, key, now=now + RENEWED_BEFORE)
            if set(names) <= set(kept.facts.names):
                return kept
    try:
        _make(certificate, key, (*names, *names_of_this_pc()), now)
    except OSError as error:
        raise CertificateProblem("folder", place) from error
    return office_certificate(certificate, key, now=now)


def office_certificate(certificate: Path, key: Path, *, now: datetime) -> Certificate:
    """Return the certificate (with whatever stands between it and its issuer) and the key in two PEM files.

    Raises:
        CertificateProblem: they cannot be read, do not belong together, or the certificate is no longer good.
    """
    try:
        read = x509.load_pem_x509_certificate(_read(certificate))
    except ValueError:
        raise CertificateProblem("certificate", certificate) from None
    try:
        private = serialization.load_pem_private_key(_read(key), None)
    except (ValueError, TypeError):  # TypeError: it is locked with a password
        raise CertificateProblem("key", key) from None
    if _public(private.public_key()) != _public(read.public_key()):
        raise CertificateProblem("apart")
    if read.not_valid_after_utc <= now:
        raise CertificateProblem("expired", certificate)
    return Certificate(certificate, key, _facts(read))


def tls_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """Return what TLS 1.2 and 1.3 are spoken with.

    Raises:
        CertificateProblem: the files cannot be used.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(certificate, key, password="")  # a locked key is refused: nobody is asked
    except ssl.SSLError:
        raise CertificateProblem("certificate", certificate) from None
    except OSError:
        raise CertificateProblem("unreadable", certificate) from None
    return context


def names_of_this_pc() -> tuple[str, ...]:
    """Return the names and addresses by which this PC is called: loopback's, the PC's own, those of the network it is in."""
    host = socket.gethostname()
    names = ["localhost", host]
    if host and "." not in host:
        names.append(f"{host}.local")
    with suppress(OSError):
        names += [str(address[0]).partition("%")[0] for *_, address in socket.getaddrinfo(host, None)]
    return tuple(dict.fromkeys([*names, "127.0.0.1", "::1", *network_addresses()]))


def network_addresses() -> tuple[str, ...]:
    """Return the addresses with which this PC would speak to others; nothing is sent to find them."""
    addresses = []
    for nowhere, family in _NOWHERE:
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as asking:
            asking.connect((nowhere, 9))
            addresses.append(str(asking.getsockname()[0]).partition("%")[0])
    return tuple(text for text in addresses if not ipaddress.ip_address(text).is_unspecified)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise CertificateProblem("unreadable", file) from None


def _public(key: object) -> bytes:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_bytes(serialization.Encoding.DER, form)  # type: ignore[attr-defined, no-any-return]


def _facts(certificate: x509.Certificate) -> CertificateFacts:
    digits = certificate.fingerprint(hashes.SHA256()).hex().upper()
    names: tuple[str, ...] = ()
    with suppress(x509.ExtensionNotFound):
        alternatives = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        addresses = (str(address) for address in alternatives.get_values_for_type(x509.IPAddress))
        names = (*alternatives.get_values_for_type(x509.DNSName), *addresses)
    return CertificateFacts(
        ":".join(digits[at : at + 2] for at in range(0, len(digits), 2)),
        certificate.not_valid_after_utc,
        names,
    )


def _make(certificate: Path, key: Path, names: tuple[str, ...], now: datetime) -> None:
    """Write a new key and a certificate that it signs itself; raises `OSError` where they cannot be written."""
    private = ec.generate_private_key(ec.SECP256R1())
    public = private.public_key()
    common = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Suivi"),
            x509.NameAttribute(NameOID.COMMON_NAME, (socket.gethostname() or "localhost")[:_LONGEST_NAME]),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    known = x509.SubjectKeyIdentifier.from_public_key(public)
    signed = (
        x509.CertificateBuilder()
        .subject_name(common)
        .issuer_name(common)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))  # other PCs' clocks may be behind
        .not_valid_after(now + LASTS)
        .add_extension(x509.SubjectAlternativeName(_alternatives(names)), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(known, critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(known), critical=False)
        .sign(private, hashes.SHA256())
    )
    certificate.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    plain = serialization.NoEncryption()
    pem = serialization.Encoding.PEM
    _write(key, private.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    _write(certificate, signed.public_bytes(pem))


def _alternatives(names: tuple[str, ...]) -> list[x509.GeneralName]:
    alternatives: list[x509.GeneralName] = []
    for name in dict.fromkeys(names):
        try:
            alternatives.append(x509.IPAddress(ipaddress.ip_address(name)))
        except ValueError:
            with suppress(ValueError):  # a PC may have a name that no certificate can say
                alternatives.append(x509.DNSName(name.encode("idna").decode("ascii")))
    return alternatives


def _write(file: Path, content: bytes) -> None:
    """Write *file* whole, for its owner's eyes only."""
    beside = file.with_suffix(".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as stream:
        stream.write(content)
    beside.replace(file)
