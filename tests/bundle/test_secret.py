"""Nothing leaves with a bundle that a stranger is not shown: every value of the whole database is looked for in all of it."""

import json
import re
import secrets
import zipfile
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
import sqlalchemy as sa
from sqlmodel import select

from tests.bundle.conftest import opened
from tests.web.house import House, stage_demonstration
from workflow.bundle import making
from workflow.cli import main
from workflow.records.ballot import Count
from workflow.records.database import commitments
from workflow.records.database.commitments import row_key
from workflow.records.database.session import reading
from workflow.records.event import Event, Payload
from workflow.records.replaying.chain import spoken_for
from workflow.records.replaying.stored import Digester, groups, newest
from workflow.records.replaying.whole import verify
from workflow.records.tables import metadata

SLUG = "member-welfare"
#: What a bundle is made of, which names nobody: columns whose values may leave.
OPEN = {
    "regulation.slug", "regulation.name_zh", "regulation.name_en", "binding.basis_zh", "binding.basis_en", "document_number.code",
    "paper.fingerprint", "paper.number", "paper.facts", "paper_file.bytes", "paper_file.sha256", "snapshot.fingerprint",
    "provision.key", "mark.value",
    "event.hash", "event.prev_hash", "event.payload_hash", "event.fingerprint", "event.rows", "event.object", "event.verb",
}  # fmt: skip
#: Acts whose words name nobody.
SAID = {
    "create", "conclude", "table", "send_papers", "lock", "close_ballot", "reserve_number", "bind", "issue", "keep", "supersede",
}  # fmt: skip


def is_telling(value: str) -> bool:
    """A name has two characters; words of a vocabulary, days and numbers of rows say nothing by themselves."""
    if not value.isascii():
        return len(value) >= 2
    return len(value) >= 4 and not re.fullmatch(r"[a-z_-]+|\d{4}-\d\d-\d\d", value)


def inside(value: object) -> list[str]:
    """The texts in a payload."""
    if isinstance(value, dict | list):
        return [one for each in (value.values() if isinstance(value, dict) else value) for one in inside(each)]
    return [value] if isinstance(value, str) and is_telling(value) else []


def values(engine: sa.Engine) -> dict[str, str]:
    """Every text and every file in the database → where it stands; the index of words is made of the texts."""
    out: dict[str, str] = {}
    said: dict[str, str] = {}
    with engine.connect() as connection:
        for table in (one for one in metadata.sorted_tables if not one.name.startswith("search_")):
            for row in connection.execute(sa.select(*table.columns)).mappings():
                for column in table.columns:
                    value = row[column.name].hex() if isinstance(row[column.name], bytes) else row[column.name]
                    if isinstance(value, str) and not isinstance(column.type, sa.Enum) and is_telling(value):
                        out.setdefault(value, f"{table.name}.{column.name}")
                        if column.name == "json":
                            said |= dict.fromkeys(inside(json.loads(value)), "payload.json")
    return said | out


def shown_to_strangers(engine: sa.Engine) -> str:
    """What somebody without an account is shown of the regulation: its pages, its text, what its papers say."""
    stranger = House(str(engine.url)).visitor()
    pages = [stranger.get(f"/regulations/{SLUG}{query}") for query in ("", "?language=en", "?text=en", "?text=zh")]
    assert all(one.status_code == 200 for one in pages)
    issued = sa.text(
        "SELECT text FROM snapshot WHERE fingerprint IN (SELECT fingerprint FROM paper WHERE kind = 'regulation')"
    )
    with engine.connect() as connection:
        frozen = connection.execute(sa.text("SELECT facts FROM paper WHERE edition_id = 4")).scalars().all()
        texts = connection.execute(issued).scalars().all()
    return "\n".join([*(one.text for one in pages), *frozen, *texts])


def whole(file: Path) -> str:
    """All of a bundle, as text and as bytes spelled in hexadecimal digits, with the JSON in it read."""
    with zipfile.ZipFile(file) as opened_file:
        parts = [opened_file.read(name) for name in opened_file.namelist()]
    texts = [one.decode("utf-8", "replace") for one in parts]
    read = [one.replace('\\\\"', '"').replace('\\"', '"') for one in texts if one.startswith("{")]
    return "\n".join([*texts, *read, *(one.hex() for one in parts)])


def leaked(engine: sa.Engine, file: Path, public: str) -> list[str]:
    """Values of the database that are in the bundle, not before the eyes of strangers, and of no column that may leave."""
    body = whole(file)
    asked = sa.text(
        "SELECT e.verb, p.salt, p.json FROM payload p JOIN event e ON e.seq = p.event_seq WHERE e.object = 'edition:4'"
    )
    with engine.connect() as connection:
        said = [(salt, words) for verb, salt, words in connection.execute(asked) if verb in SAID]
    mine = {one for salt, words in said for one in (salt, words, *inside(json.loads(words)))}
    return [
        f"{where}: {value[:60]}"
        for value, where in values(engine).items()
        if value in body and value not in public and value not in mine and where not in OPEN
    ]


def test_no_secret_of_the_whole_database_is_in_it(house: sa.Engine, bundle: Callable[..., Path]):
    public = shown_to_strangers(house)
    every = values(house)
    assert len(every) > 2500
    assert {"roll_entry.name", "person.name_zh", "approval.opinion", "count_sheet.tellers", "event.row_salt"} <= set(
        every.values()
    )
    assert leaked(house, bundle(SLUG), public) == []


@pytest.mark.thorough
@pytest.mark.parametrize(("verb", "words"), [("approve", "opinion"), ("consult", "union")])
def test_the_scan_finds_what_leaks(house: sa.Engine, bundle: Callable[..., Path], verb: str, words: str):
    """Words that must not leave are let out on purpose."""
    public = shown_to_strangers(house)
    with reading(house) as db:
        found = db.exec(select(Payload).join(Event).where(Event.verb == verb, Event.object == "edition:4")).first()
        assert found is not None
        keys = frozenset(json.loads(found.words))
    with patch.dict(making.WORDS, {verb: keys}):
        found_leaks = leaked(house, bundle(SLUG), public)
    assert any("payload.json" in one or words in one for one in found_leaks)


def test_a_sheet_cannot_be_guessed_from_all_that_is_in_it(house: sa.Engine, bundle: Callable[..., Path]):
    """Its digest leaves, and no key to it: whoever tries every sheet under every key and salt in the bundle finds none."""
    body = whole(bundle(SLUG))
    with reading(house) as db:
        sheet = db.exec(select(Count).order_by(sa.desc(sa.column("id")))).first()
        assert sheet is not None
        event = next(
            one
            for one in db.exec(select(Event).where(Event.verb == "count"))
            if str(sheet.id) in spoken_for(one.rows)["count_sheet"][1] and one.object == "edition:4"
        )
        number, salt = str(sheet.id), event.row_salt
        columns, digests = spoken_for(event.rows)["count_sheet"]
        table = newest(db.connection(), "count_sheet")
        rows = next(groups(db.connection(), table, [str(sheet.id)]))[1]
    digest = digests[number]
    assert digest
    assert digest in body
    digester = Digester(table, columns)
    right = row_key(salt, "count_sheet", number)
    assert digester.made(right, rows) == digest, "with the key anybody could tell"
    assert salt not in body
    assert right.hex() not in body
    tried = set()
    with zipfile.ZipFile(bundle(SLUG)) as opened_file:
        for name in opened_file.namelist():
            if name.startswith("events/"):
                told = json.loads(opened_file.read(name))
                tried |= {bytes.fromhex(row["key"]) for row in told["rows"]}
                tried |= {told["payload"]["salt"].encode()} if told["payload"] else set()
                tried |= {told["event"]["row_salt"].encode()[:64]}
                tried |= {row_key(told["event"]["row_salt"], "count_sheet", number)}
    assert len(tried) > 30
    assert not any(digester.made(key, rows) == digest for key in tried)


@pytest.mark.thorough
def test_of_an_event_of_an_earlier_release_the_hash_alone_leaves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """Its salt stands under its hash, and would give away every row that it speaks for."""
    url = f"sqlite:///{tmp_path / 'old.db'}"
    with patch.object(commitments, "new_salt", lambda: secrets.token_hex(16)):
        stage_demonstration(url)
    engine = next(opened(url, tmp_path, monkeypatch))
    with reading(engine) as db:
        assert verify(db).different == [], "old and new events in one record"
        assert {one[0] == "r" for one in db.exec(select(Event.row_salt)) if one} == {True, False}
        counted = select(Event.row_salt, Event.rows).where(Event.verb == "count")
        closed = [words for row in db.exec(counted).all() for words in row]
    file = tmp_path / "old.zip"
    assert main(["bundle", SLUG, "-o", str(file)]) == 0
    capsys.readouterr()
    assert main(["verify", str(file)]) == 2
    told = capsys.readouterr().out
    assert re.search(r"Of 1\d events there is the hash alone", told)
    assert "made public: 2025-04-24" in told
    body = whole(file)
    assert len(closed) > 20
    assert not any(one in body for one in closed)
    with reading(engine) as db:
        verbs = dict(db.exec(select(Event.row_salt, Event.verb)).all())
    salts = {one.removeprefix("event.row_salt: ") for one in leaked(engine, file, shown_to_strangers(engine))}
    assert {verbs[one] for one in salts} == {"create", "reserve_number", "bind", "issue"}, (
        "which speak for open rows alone"
    )
    engine.dispose()
