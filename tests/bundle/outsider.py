"""A bundle checked by somebody who has only its read-me: the standard library, and nothing of ours."""

import base64
import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

CHAINED = (
    "seq prev_hash actor_id on_behalf_of verb object regulation_id fingerprint at payload_hash row_salt rows".split()
)


def spelled(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def root_from(leaf: bytes, index: int, size: int, proof: list[bytes]) -> bytes:
    """RFC 6962, 2.1.1, the other way round: the root of the tree of `size` leaves in which `leaf` is at `index`."""
    if size == 1:
        assert proof == []
        return leaf
    middle = max(1 << power for power in range(60) if 1 << power < size)
    *rest, last = proof
    if index < middle:
        return sha256(b"\1", root_from(leaf, index, middle, rest), last)
    return sha256(b"\1", last, root_from(leaf, index - middle, size - middle, rest))


def digest_of(row: dict[str, Any]) -> str:
    body = spelled([row["table"], row["columns"], sorted(spelled(one) for one in row["values"])])
    made = hashlib.blake2b(body.encode(), digest_size=16, key=bytes.fromhex(row["key"])).digest()
    return base64.b64encode(made).decode().rstrip("=")


def checked(file: Path) -> dict[str, Any]:
    """The root on which the bundle stands, the verbs of its events, the rows and the papers; AssertionError for what does not hold."""
    with zipfile.ZipFile(file) as opened:
        assert opened.testzip() is None
        parts = {name: opened.read(name) for name in opened.namelist()}
    _, size, root = parts["checkpoint.txt"].decode().split("\n")[:3]
    verbs, rows, prints = [], [], set()
    for name, content in parts.items():
        if not name.startswith("events/"):
            continue
        told = json.loads(content)
        fields = told["event"]
        if fields is not None:
            covered = CHAINED if fields["rows"] else CHAINED[:-2]
            assert sha256(spelled([fields[one] for one in covered]).encode()).hex() == told["hash"], name
            verbs.append(fields["verb"])
            prints.add(fields["fingerprint"])
            if told["payload"]:
                salt, words = told["payload"]["salt"], told["payload"]["words"]
                assert sha256(f"{salt}\n{words}".encode()).hex() == fields["payload_hash"], name
            for row in told["rows"]:
                spoken = json.loads(fields["rows"])[row["table"]]
                assert spoken["columns"] == row["columns"], name
                assert spoken["rows"][row["row"]] == digest_of(row), name
                rows += [(row["table"], dict(zip(row["columns"], one, strict=True))) for one in row["values"]]
        proof = [base64.b64decode(one) for one in told["proof"]]
        made = root_from(sha256(b"\0", bytes.fromhex(told["hash"])), told["seq"] - 1, int(size), proof)
        assert made == base64.b64decode(root), name
    prints |= {row["fingerprint"] for table, row in rows if table == "paper"}
    kept = {row["sha256"] for table, row in rows if table == "paper_file"}
    texts = [name for name in parts if name.startswith("texts/")]
    papers = [name for name in parts if name.startswith("papers/")]
    assert all(sha256(parts[name]).hex() in prints for name in texts)
    assert all(sha256(parts[name]).hex() in kept for name in papers)
    return {"root": root, "verbs": verbs, "rows": rows, "papers": papers, "texts": texts}
