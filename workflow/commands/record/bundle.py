"""`workflow bundle REGULATION[/EDITION] -o FILE`: one file with which an outsider checks what became of a text."""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import select

from workflow import paths
from workflow.bundle.leaving import cosigned, note_over, signer_of
from workflow.bundle.making import NotMade, made
from workflow.commands.arguments import Arguments, Unusable
from workflow.commands.opening import opened
from workflow.config import Settings
from workflow.lifecycle.acting import Act
from workflow.records.database.session import reading
from workflow.records.kept import Altered
from workflow.records.regulation import Regulation
from workflow.records.replaying.outside import leaves_of
from workflow.rules.procedure import parse_procedure
from workflow.transparency.checkpoints import checkpoint_of


def run(arguments: list[str]) -> int:
    """Write the bundle, whole or not at all; 0, or Unusable in one sentence. Writes nothing into the database."""
    parser = Arguments(
        prog="workflow bundle",
        description="One file with the published texts, the kept papers and the events of a regulation, to be checked without this "
        "installation by `workflow verify FILE`. It holds no name, no opinion and no count sheet.",
    )
    parser.add_argument(
        "what", metavar="REGULATION[/EDITION]", help="the address name of a regulation, or one edition: pay/2"
    )
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help="a file that exists is not written over")
    parser.add_argument(
        "--checkpoint", metavar="NOTE", help="made against a checkpoint that was kept outside, by default a fresh one"
    )
    parser.add_argument(
        "--since",
        metavar="NOTE",
        help="with the proof that the log of this earlier checkpoint, which somebody keeps, is the beginning of the one it stands on",
    )
    given = parser.parse_args(arguments)
    slug, _, number = given.what.partition("/")
    if number and not (number.isascii() and number.isdigit() and len(number) < 7):
        raise Unusable(f"{given.what}: 版本应为数字 the edition is a number, as in pay/2.")
    file = Path(given.output)
    with opened() as (settings, engine):
        notes = given.checkpoint, given.since
        _write(settings, engine, slug, int(number) if number else None, notes, file)
    sys.stdout.write(f"{file}: {file.stat().st_size / 1_000_000:.1f} MB\n")
    return 0


def _write(
    settings: Settings,
    engine: sa.Engine,
    slug: str,
    number: int | None,
    notes: tuple[str | None, str | None],
    file: Path,
) -> None:
    note, since = notes
    procedure = parse_procedure((paths.policies() / "procedure.toml").read_text(encoding="utf-8"))
    with reading(engine) as db:
        act = Act(db, None, datetime.now(UTC), settings.time_zone, procedure)
        regulation = db.exec(select(Regulation).where(Regulation.slug == slug)).first()
        if regulation is None:
            raise Unusable(f"{slug}: 没有这个规章制度 there is no such regulation.")
        leaves, signer = leaves_of(db), signer_of(db, settings)
        if note is not None:
            kept = _kept(Path(note))
        else:
            kept, silent, _ = cosigned(note_over(leaves, signer), leaves, settings)
            for one in silent:
                sys.stderr.write(f"workflow: {one.zh} {one.en}\n")
        try:
            earlier = checkpoint_of(_kept(Path(since))) if since is not None else None
            _put(file, made(act, regulation, number, leaves, kept, signer, earlier))
        except NotMade as error:
            raise Unusable(f"{slug}: {error.words.zh} {error.words.en}") from error
        except Altered as error:
            raise Unusable(
                f"{error.what}: 与写入时不一致，请先 workflow verify is not as it was kept: see workflow verify first."
            ) from error


def _kept(file: Path) -> str:
    try:
        words = file.read_text(encoding="utf-8")
        checkpoint_of(words)
    except (OSError, ValueError) as error:
        raise Unusable(f"{file}: 不是检查点 is no checkpoint.") from error
    return words


def _put(file: Path, parts: Iterable[bytes]) -> None:
    pieces = list(parts)
    try:
        with file.open("xb") as out:
            out.writelines(pieces)
    except FileExistsError as error:
        raise Unusable(f"{file} 已经存在，不会覆盖 exists and is not written over.") from error
