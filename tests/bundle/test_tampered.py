"""Whatever is changed in a bundle is found and named: any byte, any entry, entries of another bundle, another checkpoint."""

import hashlib
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.installations import act_again
from workflow.bundle import form
from workflow.bundle.container import packed
from workflow.commands.record.bundled import verified
from workflow.records.database.columns import settled_json
from workflow.records.replaying.outside import leaf_of
from workflow.transparency.checkpoints import Checkpoint
from workflow.transparency.notes import ED25519, Note, Signer, note_of, signed
from workflow.transparency.tree import inclusions, root_of

pytestmark = pytest.mark.thorough
Parts = list[tuple[str, bytes]]


@pytest.fixture
def pair(bundle: Callable[..., Path], outside: Path) -> tuple[Path, Path, Note]:
    one, other = (bundle(slug, "--checkpoint", str(outside)) for slug in ("member-welfare", "factory-transparency"))
    return one, other, note_of(outside.read_text(encoding="utf-8"))


def different(file: Path, note: Note | None) -> list[str]:
    found, lines, is_outside = verified(file, note, [], [], 1, [])
    assert bool(found) != (any("which is the one that was kept outside" in one.en for one in lines) and is_outside)
    return found


def parts_of(file: Path) -> Parts:
    with zipfile.ZipFile(file) as opened:
        return [(name, opened.read(name)) for name in opened.namelist()]


def places(file: Path) -> list[tuple[int, str]]:
    """Where each entry begins, and the list at the end."""
    with zipfile.ZipFile(file) as opened:
        return [
            *((one.header_offset, one.filename) for one in opened.infolist()),
            (opened.start_dir, "list of entries"),
        ]


def changed_bytes(content: bytes, at: int, chance: random.Random) -> tuple[bytes, str]:
    way = chance.choice(["bit", "byte", "gone", "twice", "zeros"])
    if way == "bit":
        return content[:at] + bytes([content[at] ^ 1 << chance.randrange(8)]) + content[at + 1 :], way
    if way == "byte":
        return content[:at] + bytes([(content[at] + chance.randrange(1, 256)) % 256]) + content[at + 1 :], way
    if way == "gone":
        return content[:at] + content[at + 1 :], way
    if way == "twice":
        return content[:at] + content[at : at + 1] + content[at:], way
    several = content[at : at + 8]
    return content[:at] + (b"\0" * 8 if any(several) else b"\1" * 8)[: len(several)] + content[at + 8 :], way


def test_any_byte(pair: tuple[Path, Path, Note], tmp_path: Path):
    file, _, note = pair
    assert different(file, note) == []
    content, begins, chance = file.read_bytes(), places(file), random.Random(5)
    ways, where = set[str](), set[str]()
    for number in range(600):
        at = chance.randrange(len(content)) if number % 3 else chance.choice(begins)[0] + chance.randrange(40)
        at = min(at, len(content) - 1)
        new, way = changed_bytes(content, at, chance)
        named = [name for start, name in begins if start <= at][-1]
        tried = tmp_path / "tried.zip"
        tried.write_bytes(new)
        found = different(tried, note)
        # Of two equal bytes side by side nobody can say which one went, or came.
        next_to_equal = way in ("gone", "twice") and content[at : at + 1] in (
            content[at - 1 : at],
            content[at + 1 : at + 2],
        )
        assert next_to_equal or any(one.startswith(f"{named}:") for one in found), (at, way, named, found[:5])
        assert found
        ways.add(way)
        where.add(named.partition("/")[0])
    assert ways == {"bit", "byte", "gone", "twice", "zeros"}
    assert {"bundle.json", "bundle.note", "checkpoint.txt", "events", "papers", "texts", "list of entries"} <= where


def altered(one: Parts, other: Parts, chance: random.Random) -> Iterator[tuple[str, str, Parts]]:
    """What somebody does with an ordinary program for such files: the way, the entry, the parts then."""
    mine, theirs = dict(one), dict(other)
    for name in mine:
        yield "dropped", name, [(key, value) for key, value in one if key != name]
        if name in theirs and theirs[name] != mine[name]:
            yield "swapped", name, [(key, theirs[key] if key == name else value) for key, value in one]
        at = chance.randrange(len(mine[name]))
        new = mine[name][:at] + bytes([mine[name][at] ^ 1]) + mine[name][at + 1 :]
        yield "changed", name, [(key, new if key == name else value) for key, value in one]
    for name in set(theirs) - set(mine):
        yield (
            "added",
            name,
            sorted([*one, (name, theirs[name])], key=lambda part: (not part[0].startswith("bundle"), part[0])),
        )
    yield "twice", one[-1][0], [*one, one[-1]]
    for first in range(len(one) - 1):
        yield "order", one[first][0], [*one[:first], one[first + 1], one[first], *one[first + 2 :]]


def test_any_entry(pair: tuple[Path, Path, Note], tmp_path: Path):
    file, another, note = pair
    ways = set[str]()
    for way, name, parts in altered(parts_of(file), parts_of(another), random.Random(3)):
        tried = tmp_path / "tried.zip"
        tried.write_bytes(b"".join(packed(parts)))
        found = different(tried, note)
        assert any(one.startswith(f"{name}:") for one in found), (way, name, found)
        ways.add(way)
    assert ways == {"dropped", "swapped", "changed", "added", "twice", "order"}


def test_packed_again_by_another_program(pair: tuple[Path, Path, Note], tmp_path: Path):
    file, _, note = pair
    tried = tmp_path / "tried.zip"
    with zipfile.ZipFile(tried, "w", zipfile.ZIP_DEFLATED) as again:
        for name, content in parts_of(file):
            again.writestr(name, content)
        again.comment = b"regulation-workflow bundle 1"
    assert different(tried, note)


class Forger:
    """Somebody who has a bundle and a key of their own, and knows how a bundle is made."""

    def __init__(self, file: Path, name: str) -> None:
        parts = dict(parts_of(file))
        self.manifest = json.loads(parts.pop(form.MANIFEST))
        del parts[form.SIGNATURE]
        self.parts, self.signer = parts, Signer(name, ED25519, b"s" * 32)
        self.point = parts[form.CHECKPOINT].decode()

    def made(self, note: str | None = None) -> bytes:
        """Everything made again around what was changed."""
        parts = {**self.parts, form.KEY: f"{self.signer.verifier.words()}\n".encode()}
        parts[form.CHECKPOINT] = (note or self.point).encode()
        listed = sorted(parts.items())
        about = {key: value for key, value in self.manifest.items() if key not in ("format", "entries")}
        manifest = form.manifest(about, listed)
        words = form.signed_words(self.signer.name, manifest)
        signature = signed(words, [self.signer.line(words, datetime.now(UTC))]).encode()
        return b"".join(packed([(form.MANIFEST, manifest), (form.SIGNATURE, signature), *listed]))

    def own(self, leaves: list[bytes]) -> str:
        """A checkpoint of a log of their own, signed by their own key."""
        text = Checkpoint(self.signer.name, len(leaves), root_of(leaves)).words()
        return signed(text, [self.signer.line(text, datetime.now(UTC))])


def test_made_again_around_an_event_that_was_left_out(pair: tuple[Path, Path, Note], tmp_path: Path):
    """The tree cannot tell that; the signature can, once the key is known by the checkpoint that left the house."""
    file, _, note = pair
    forger, tried = Forger(file, note.signatures[0].name), tmp_path / "tried.zip"
    del forger.parts["events/000000038.json"]
    tried.write_bytes(forger.made())
    found = different(tried, note)
    assert "key.txt: is not the key that signed the checkpoint that was kept outside" in found


def test_made_again_with_a_log_of_its_own(pair: tuple[Path, Path, Note], tmp_path: Path):
    """Whole in itself, and another one than the checkpoint that left the house."""
    file, _, note = pair
    forger, tried = Forger(file, note.signatures[0].name), tmp_path / "tried.zip"
    name = "events/000000096.json"
    event = form.told_of(forger.parts[name])
    assert event.fields is not None
    fields = {**event.fields, "at": "2025-04-01T00:00:00.000000+00:00"}
    hashed = hashlib.sha256(settled_json([fields[one] for one in form.FIELDS]).encode()).hexdigest()
    told = {one: form.told_of(content) for one, content in forger.parts.items() if one.startswith("events/")}
    told[name] = replace(event, fields=fields, hash=hashed)
    size = max(one.seq for one in told.values())
    leaves = [leaf_of("0" * 64)] * size
    for one in told.values():
        leaves[one.seq - 1] = leaf_of(one.hash)
    for (key, one), proof in zip(told.items(), inclusions(leaves, [one.seq - 1 for one in told.values()]), strict=True):
        forger.parts[key] = replace(one, proof=tuple(proof)).dumped()
    tried.write_bytes(forger.made(forger.own(leaves)))
    assert verified(tried, None, [], [], 1, [])[0] == [], "whole in itself"
    assert not verified(tried, None, [], [], 1, [])[2], "and nobody says so"
    found = verified(tried, note, [], [], 1, [])[0]
    assert "key.txt: is not the key that signed the checkpoint that was kept outside" in found
    forger.point = signed(note.text, [])
    tried.write_bytes(forger.made())
    found = verified(tried, note, [], [], 1, [])[0]
    assert "event 96: is not in the log of the checkpoint" in found


@pytest.mark.parametrize(
    ("what", "named"),
    [
        ("rows", "paper_file"),
        ("payload", "payload 96"),
        ("fields", "event 96"),
        ("proof", "event 96"),
        ("paper", "papers/regulation-16-zh.pdf"),
        ("text", "texts/edition-1-zh.txt"),
        ("slug", "bundle.json"),
    ],
)
def test_made_again_around_one_part(pair: tuple[Path, Path, Note], tmp_path: Path, what: str, named: str):
    """Even where everything around it fits and nothing outside is asked, each part is held to its event."""
    file, _, note = pair
    forger, tried = Forger(file, note.signatures[0].name), tmp_path / "tried.zip"
    forger.point = signed(note.text, [])
    name = "events/000000096.json"
    value = json.loads(forger.parts[name])
    if what == "rows":
        row = next(one for one in value["rows"] if one["table"] == "paper_file")
        row["values"][0][row["columns"].index("sha256")] = "0" * 64
    elif what == "payload":
        value["payload"]["words"] = value["payload"]["words"].replace("2025-05-01", "2025-04-01")
    elif what == "fields":
        value["event"]["at"] = "2025-04-01T00:00:00.000000+00:00"
    elif what == "proof":
        value["proof"] = value["proof"][::-1]
    elif what == "paper":
        forger.parts[named] = b"%PDF-1.4 another"
    elif what == "text":
        forger.parts[named] += "另加一行\n".encode()
    else:
        forger.manifest["regulation"]["slug"] = "another"
    forger.parts[name] = form.dumped(value)
    tried.write_bytes(forger.made())
    found = verified(tried, None, [], [], 1, [])[0]
    assert any(one.startswith(named) for one in found), found


def test_a_checkpoint_swapped(
    pair: tuple[Path, Path, Note], house: sa.Engine, bundle: Callable[..., Path], tmp_path: Path
):
    file, _, note = pair
    act_again(house, 0)
    later = dict(parts_of(bundle("member-welfare")))[form.CHECKPOINT]
    parts = [(name, later if name == form.CHECKPOINT else content) for name, content in parts_of(file)]
    tried = tmp_path / "tried.zip"
    tried.write_bytes(b"".join(packed(parts)))
    found = different(tried, note)
    assert any(one.startswith("checkpoint.txt:") for one in found)
    assert sum(one.endswith("is not in the log of the checkpoint") for one in found) > 20


def test_any_program_opens_it(pair: tuple[Path, Path, Note]):
    with zipfile.ZipFile(BytesIO(pair[0].read_bytes())) as opened:
        assert opened.testzip() is None
        assert all(one.compress_type == zipfile.ZIP_STORED for one in opened.infolist())
