"""`workflow verify [DATABASE|BACKUP|BUNDLE]`: whether the record is as it was written, and whether something outside says so too."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from cryptography.x509 import Certificate
from sqlmodel import Session

from workflow.bundle.judging import is_bundle
from workflow.commands.arguments import Arguments, Unusable, whole
from workflow.commands.opening import in_one_sentence
from workflow.commands.record.anchors import anchored, held, three_lines
from workflow.commands.record.bundled import verified
from workflow.config import RECORD_KEY, Settings, record_key
from workflow.records import migrations
from workflow.records.copies.archive import DATABASE, opened_archive
from workflow.records.copies.copying import require_known
from workflow.records.database.installation import marker_of, sqlite_file
from workflow.records.database.session import make_engine, reading
from workflow.records.replaying.outside import origin_of
from workflow.records.replaying.whole import NOT_HELD, Found
from workflow.transparency.checkpoints import checkpoint_of
from workflow.transparency.notes import ED25519, Note, Signer, Unreadable, Verifier, note_of, verifier_of
from workflow.transparency.stamps import roots_of
from workflow.words import Words

#: Exit statuses: all good and anchored outside; something differs; whole in itself, and nothing outside was asked.
GOOD, DIFFERENT, INTERNAL = 0, 1, 2
#: Differences that are printed; the rest is counted.
MOST = 200


def run(arguments: list[str]) -> int:
    """Print what was found. 0 all as written, and as a checkpoint from outside says; 1 something differs, named; 2 all as
    written as far as the record itself can tell. Writes nothing. Raises Unusable, one sentence."""
    parser = Arguments(prog="workflow verify", description="Hold the whole record against itself and a checkpoint.")
    parser.add_argument(
        "what",
        metavar="DATABASE|BACKUP|BUNDLE",
        nargs="?",
        default="",
        help="by default the database that the settings name",
    )
    parser.add_argument("--checkpoint", metavar="FILE", help="what `workflow checkpoint` wrote, kept outside since")
    parser.add_argument("--key", metavar="KEY", help="whose signature it should have, by default this installation's")
    parser.add_argument(
        "--witness", metavar="KEY", action="append", default=[], help="who may stand behind it, by default WITNESSES"
    )
    parser.add_argument("--quorum", type=whole, metavar="N", help="how many of them must, by default WITNESS_QUORUM")
    parser.add_argument(
        "--tsa",
        metavar="FILE",
        action="append",
        default=[],
        help="root certificates (PEM) of authorities whose stamp it takes",
    )
    given = parser.parse_args(arguments)
    roots = [root for one in given.tsa for root in _roots(Path(one))]
    note = _note(Path(given.checkpoint)) if given.checkpoint else None
    if _is_bundle(given.what):
        own, witnesses, quorum = _keys(given.key, given.witness, given.quorum)
        different, lines, is_outside = verified(Path(given.what), note, own, witnesses, quorum, roots)
        for one in (*_named(different), *lines):
            sys.stdout.write(f"{one.zh} {one.en}\n")
        return DIFFERENT if different else GOOD if is_outside else INTERNAL
    with in_one_sentence(), _opened(given.what) as engine:
        _require_head(engine, given.what)
        keys = _keys(given.key, given.witness, given.quorum)
        with reading(engine) as db:
            anchors = anchored(note, *keys, _own_key(db), roots) if note else None
            found = held(db, anchors, None if given.what else _marker())
    for one in (*_said(found), *three_lines(found, anchors)):
        sys.stdout.write(f"{one.zh} {one.en}\n")
    if found.different:
        return DIFFERENT
    return GOOD if anchors is not None and anchors.is_whole else INTERNAL


def _is_bundle(what: str) -> bool:
    if not what or "://" in what or not Path(what).is_file():
        return False
    with in_one_sentence(), Path(what).open("rb") as stream:
        return is_bundle(stream)


def _named(different: list[str]) -> Iterator[Words]:
    for one in different[:MOST]:
        what, _, how = one.partition(": ")
        yield Words(f"不一致：{what}", f"{how}")
    if len(different) > MOST:
        more = len(different) - MOST
        yield Words(f"另有{more}处。", f"{more} more.")


def _said(found: Found) -> Iterator[Words]:
    yield from _named(found.different)
    for seq, at in sorted(found.erased.items()):
        yield Words(f"第{seq}条事件的文字已依法删除（{at}）。", f"The words of event {seq} were erased on {at}.")
    if found.before:
        yield Words(
            f"第1至{found.before}条事件没有对其数据作出承诺：数据自第{found.before + 1}条事件起核对，此前的改动查不出来。",
            f"Events 1 to {found.before} did not commit to their rows, which are held to event {found.before + 1}: a change "
            "from before it cannot be found.",
        )
    yield Words(
        f"核对了{found.events}条事件；{found.rows}项数据与其事件一致。",
        f"{found.events} events; {found.rows} rows are as their acts left them.",
    )
    tables = "、".join(NOT_HELD)
    yield Words(
        f"不核对工作中的数据：{tables}。", f"Not held to anything, because it changes as the work goes: {tables}."
    )


@contextmanager
def _opened(what: str) -> Iterator[sa.Engine]:
    with tempfile.TemporaryDirectory() as folder:
        address = _address(what, Path(folder))
        file = sqlite_file(address)
        if file is not None and not file.is_file():  # opening it would make an empty one
            raise Unusable(f"{file}: 没有这个数据库 there is no such database.")
        engine = make_engine(address)
        try:
            yield engine
        finally:
            engine.dispose()


def _address(what: str, folder: Path) -> str:
    """The database that is meant; a backup is unpacked into `folder`."""
    if not what:
        return Settings.from_environ(os.environ).database_url
    if "://" in what:
        return what
    file = Path(what)
    if not file.is_file():
        raise Unusable(f"{what}: 没有这个文件 there is no such file.")
    with file.open("rb") as opened:
        if opened.read(16) == b"SQLite format 3\0":
            return f"sqlite:///{file.resolve()}"
    with opened_archive(file) as archive:
        require_known(archive)
        if archive.manifest.kind != "sqlite":
            raise Unusable(
                f"{what}: 这是 PostgreSQL 的备份，请先恢复再核对 a backup of PostgreSQL is verified after it was restored."
            )
        with (folder / "verified.db").open("wb") as out:
            out.writelines(archive.parts(DATABASE))
    return f"sqlite:///{folder / 'verified.db'}"


def _require_head(engine: sa.Engine, what: str) -> None:
    with engine.connect() as connection:
        tables = sa.inspect(connection).get_table_names()
        there = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalars().all() if tables else []
    if list(there) != migrations.heads():
        raise Unusable(
            f"{what}: 不是这个版本的数据库，请用它自己的版本核对，或先升级 not a database of this release: verify it with its own, or "
            "bring it up to date first."
        )


def _note(file: Path) -> Note:
    try:
        note = note_of(file.read_text(encoding="utf-8"))
        checkpoint_of(note.text)
    except (OSError, ValueError) as error:
        raise Unusable(f"{file}: 不是检查点 is no checkpoint.") from error
    return note


def _roots(file: Path) -> list[Certificate]:
    try:
        return roots_of(file.read_bytes())
    except (OSError, Unreadable) as error:
        raise Unusable(f"{file}: 没有证书（PEM） holds no certificates (PEM).") from error


def _keys(key: str | None, witnesses: list[str], quorum: int | None) -> tuple[list[Verifier], list[Verifier], int]:
    """The keys that were named, those of witnesses and how many of them it takes; the settings say what was not named."""
    settings = Settings.from_environ(os.environ)
    try:
        own = [verifier_of(key)] if key else []
        named = [verifier_of(one) for one in witnesses] or [one for one, _ in settings.witnesses]
    except Unreadable as error:
        raise Unusable(f"--key, --witness: 不是密钥 is no key ({error}).") from error
    if quorum is None:
        quorum = len(named) // 2 + 1 if witnesses else settings.witness_quorum
    return own, named, quorum


def _marker() -> Path:
    settings = Settings.from_environ(os.environ)
    return marker_of(settings.database_url, settings.data_dir)


def _own_key(db: Session) -> list[Verifier]:
    """The key of the installation that the settings name, under the name of this record, if it has one; nothing is made."""
    settings = Settings.from_environ(os.environ)
    if not (settings.record_key or (settings.data_dir / RECORD_KEY).is_file()):
        return []
    return [Signer(origin_of(db), ED25519, record_key(settings)).verifier]
