"""Asking a witness over HTTP, and being one: one POST with the request of tlog-witness, answered by a cosignature.

Nothing is secret on this wire, and nothing on it is believed but signatures: it needs no https.
"""

import http.client
import sqlite3
from collections.abc import Callable
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from workflow.transparency.notes import LONGEST, Unreadable, Verifier, note_of, signed, signed_by
from workflow.transparency.witness import Declined, Witness, request_of
from workflow.words import Words

#: Seconds that either side waits for the other.
PATIENCE = 10
_PATH = "/add-checkpoint"
_CONFLICT = 409


def served(witness: Witness, host: str, port: int, clock: Callable[[], datetime]) -> ThreadingHTTPServer:
    """A server that answers for `witness`; whoever made it calls `serve_forever` and `server_close`. Raises OSError."""

    class AddCheckpoint(BaseHTTPRequestHandler):
        timeout = PATIENCE

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            if self.path != _PATH:
                self._answer(404, "")
            elif not length.isdigit() or int(length) > LONGEST * 4:
                self._answer(413, "")
            else:
                self._cosign(self.rfile.read(int(length)))

        def _cosign(self, body: bytes) -> None:
            try:
                line = witness.cosigned(body.decode("utf-8"), clock())
            except UnicodeDecodeError:
                self._answer(400, "")
            except Declined as error:
                self._answer(error.status, error.body or f"{error.words.zh} {error.words.en}\n", bool(error.body))
            except (sqlite3.Error, OSError) as error:  # its disk is full, or its file is gone
                self._answer(500, f"{error}\n")
            else:
                self._answer(200, line)

        def _answer(self, status: int, words: str, is_size: bool = False) -> None:
            body = words.encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/x.tlog.size" if is_size else "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer((host, port), AddCheckpoint)
    server.daemon_threads = True
    return server


def asked(
    address: str, key: Verifier, note: str, size: int, proof_from: Callable[[int], list[bytes]]
) -> tuple[str, None] | tuple[None, Words]:
    """The line of the witness `key` under a signed checkpoint over `size` entries, or why there is none.

    proof_from  the consistency proof from an older size to this one
    """
    try:
        status, body = _post(address, request_of(0, [], note))
        if status == _CONFLICT and body.strip().isascii() and body.strip().isdigit():
            old = int(body)
            if old > size:
                return None, _says(
                    key,
                    f"它见过 {old} 条，这里只有 {size} 条：记录变短了。",
                    f"it saw {old} events and there are {size} here: the record has shrunk.",
                )
            status, body = _post(address, request_of(old, proof_from(old), note))
            if status == _CONFLICT and body.strip().isdigit():
                return None, _says(
                    key,
                    f"它见过的前 {body.strip()} 条不是这些：记录分叉了。",
                    f"the {body.strip()} events that it saw are others: the record has forked.",
                )
    except (OSError, http.client.HTTPException, ValueError) as error:
        return None, _says(key, f"问不到（{error}）。", f"it cannot be reached ({error}).")
    if status != http.HTTPStatus.OK:
        return None, _says(key, f"没有签名：{body.strip()}", f"it did not sign: {body.strip()}")
    for line in body.splitlines(keepends=True):
        try:
            said = signed_by(note_of(signed(note_of(note).text, [line])), key)
        except Unreadable:
            continue
        if said is not None and said.holds:
            return line, None
    return None, _says(key, "它的签名不成立。", "its signature does not hold.")


def _says(key: Verifier, zh: str, en: str) -> Words:
    return Words(f"{key.name}：{zh}", f"{key.name}: {en}")


def _post(address: str, body: str) -> tuple[int, str]:
    parts = urlsplit(address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=PATIENCE)
    try:
        connection.request("POST", parts.path.rstrip("/") + _PATH, body.encode(), {"Content-Type": "text/plain"})
        answer = connection.getresponse()
        return answer.status, answer.read(LONGEST).decode("utf-8", "replace")
    finally:
        connection.close()
