"""Stamps from outside: an authority of time stamps says that a checkpoint was there at a moment (RFC 3161). Knows no network.

A request goes out as a file, and its answer comes in as one. It stands below the note like a signature, under a name and a number of
its own (C2SP signed-note leaves 0xff to others), so that whoever does not know it passes over it.
"""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from workflow.transparency.notes import Note, Unreadable

#: Under which name an answer stands below a note, and the four bytes beside it.
NAME = "rfc3161"
_ID = hashlib.sha256(f"{NAME}\n".encode() + b"\xff" + NAME.encode()).digest()[:4]
#: The largest answer that is taken: it holds the authority's certificates, and goes into a note with others.
LARGEST = 30_000
#: How an answer may have hashed what it is about.
_HASHES = {
    "2.16.840.1.101.3.4.2.1": hashlib.sha256,
    "2.16.840.1.101.3.4.2.2": hashlib.sha384,
    "2.16.840.1.101.3.4.2.3": hashlib.sha512,
}


@dataclass(frozen=True, slots=True)
class Stamp:
    """One answer below a note.

    at     the moment that it names; None when it cannot be read
    holds  whether an authority that is believed here made it over this very text; None when it is that of another one
    """

    at: datetime | None
    holds: bool | None


def requested(text: str) -> bytes:
    """What an authority is asked, as a file (.tsq): a stamp over the text of a checkpoint, with its certificates."""
    made = TimestampRequestBuilder().data(text.encode()).hash_algorithm(HashAlgorithm.SHA256)
    return made.nonce(nonce=True).cert_request(cert_request=True).build().as_bytes()


def line(text: str, answer: bytes) -> str:
    """The line below the note that holds an answer (.tsr). Raises Unreadable for what is no stamp over this text."""
    try:
        is_about = len(answer) <= LARGEST and _is_about(_read(answer), text)
    except (ValueError, TypeError, x509.InvalidVersion) as error:
        raise Unreadable("no answer of an authority") from error
    if not is_about:
        raise Unreadable("no stamp over this checkpoint")
    return f"— {NAME} {base64.b64encode(_ID + answer).decode()}\n"


def stamps_of(note: Note, roots: Sequence[x509.Certificate]) -> tuple[Stamp, ...]:
    """What the stamps below a note are worth to whoever believes the authorities behind these certificates."""
    return tuple(_judged(one.made, note.text, roots) for one in note.signatures if (one.name, one.id) == (NAME, _ID))


def unstamped(note: Note) -> Note:
    """The note with its signatures alone."""
    return replace(note, signatures=tuple(one for one in note.signatures if (one.name, one.id) != (NAME, _ID)))


def roots_of(pem: bytes) -> list[x509.Certificate]:
    """The certificates in a file. Raises Unreadable."""
    try:
        return x509.load_pem_x509_certificates(pem)
    except ValueError as error:
        raise Unreadable("no certificates") from error


def _judged(answer: bytes, text: str, roots: Sequence[x509.Certificate]) -> Stamp:
    try:
        read = _read(answer)
        at = read.tst_info.gen_time
        if not _is_about(read, text):
            return Stamp(at, False)
        return Stamp(at, _is_signed(read, text, roots) if _is_named(read, roots) else None)
    except Exception:  # noqa: BLE001 (bytes that somebody changed: whatever a reader of certificates makes of them)
        return Stamp(None, False)


def _read(answer: bytes) -> TimeStampResponse:
    """An answer that grants a stamp. Raises Unreadable."""
    try:
        read = decode_timestamp_response(answer)
    except ValueError as error:
        raise Unreadable("no answer of an authority") from error
    if read.status != 0:
        raise Unreadable("the authority declined")
    return read


def _is_about(read: TimeStampResponse, text: str) -> bool:
    imprint = read.tst_info.message_imprint
    hashed = _HASHES.get(imprint.hash_algorithm.dotted_string)
    return hashed is not None and hashed(text.encode()).digest() == bytes(imprint.message)


def _is_named(read: TimeStampResponse, roots: Sequence[x509.Certificate]) -> bool:
    """Whether the answer says that it comes from one of these: then it does, or it does not hold."""
    issuers = {x509.load_der_x509_certificate(bytes(one)).issuer for one in read.signed_data.certificates}
    return any(one.subject in issuers for one in roots)


def _is_signed(read: TimeStampResponse, text: str, roots: Sequence[x509.Certificate]) -> bool:
    try:
        return VerifierBuilder(roots=list(roots)).build().verify_message(read, text.encode())
    except (VerificationError, ValueError):
        return False
