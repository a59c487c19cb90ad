"""`workflow checkpoint`: how far the record has got, signed, to be kept outside the house and to be shown to witnesses."""

import sys
from pathlib import Path

from workflow.bundle.leaving import cosigned, note_over, signer_of
from workflow.commands.arguments import Arguments, Unusable, whole
from workflow.commands.opening import opened
from workflow.records.database.session import reading
from workflow.records.replaying.outside import leaves_of
from workflow.transparency.notes import note_of, signed
from workflow.transparency.stamps import line, requested
from workflow.transparency.tree import consistency
from workflow.transparency.witness import request_of

#: Exit status when fewer witnesses than the quorum signed.
TOO_FEW = 1


def run(arguments: list[str]) -> int:
    """Print the signed checkpoint (C2SP tlog-checkpoint) of the database that the settings name, or the key, or a request.

    With witnesses that have an address, theirs stand below ours; 1 when fewer than the quorum signed. Raises Unusable.
    """
    parser = Arguments(
        prog="workflow checkpoint",
        description="What `workflow verify --checkpoint` holds the record against: keep it in the minutes or in a mail, on "
        "another machine. Witnesses that the settings name are asked to sign it.",
    )
    parser.add_argument("--key", action="store_true", help="print the key that others check the signature with")
    parser.add_argument(
        "--since", type=whole, metavar="N", help="print what a witness is asked that has seen N events (0: none)"
    )
    parser.add_argument(
        "--request",
        metavar="FILE",
        help="also write what an authority of time stamps is asked over it (RFC 3161, .tsq)",
    )
    parser.add_argument(
        "--stamp",
        metavar="FILE",
        help="print the checkpoint in --note with the authority's answer (.tsr) below it; asks no database",
    )
    parser.add_argument("--note", metavar="FILE", help="the checkpoint over which the stamp was asked for")
    given = parser.parse_args(arguments)
    if given.stamp or given.note:
        sys.stdout.write(_stamped(given.note, given.stamp))
        return 0
    with opened() as (settings, engine), reading(engine) as db:
        signer = signer_of(db, settings)
        if given.key:
            sys.stdout.write(f"{signer.verifier.words()}\n")
            return 0
        leaves = leaves_of(db)
        note = note_over(leaves, signer)
        if given.since is not None:
            if given.since > len(leaves):
                raise Unusable(f"--since {given.since}: 记录只有 {len(leaves)} 条 there are {len(leaves)} events.")
            sys.stdout.write(request_of(given.since, consistency(leaves, given.since), note))
            return 0
    note, silent, seen = cosigned(note, leaves, settings)
    if given.request:
        _write(Path(given.request), requested(note_of(note).text))
    sys.stdout.write(note)
    for one in silent:
        sys.stderr.write(f"workflow: {one.zh} {one.en}\n")
    return TOO_FEW if silent and seen < settings.witness_quorum else 0


def _stamped(note: str | None, answer: str | None) -> str:
    """The checkpoint in one file with the stamp in another below it."""
    if not note or not answer:
        raise Unusable("--stamp 和 --note 要一起用 --stamp and --note go together.")
    try:
        words = Path(note).read_text(encoding="utf-8")
        kept = note_of(words)
        below = line(kept.text, Path(answer).read_bytes())
        return words + below if kept.signatures else signed(kept.text, [below])
    except (OSError, ValueError) as error:
        raise Unusable(
            f"{answer}: 不是这个检查点的时间戳 is no stamp over the checkpoint in {note} ({error})."
        ) from error


def _write(file: Path, content: bytes) -> None:
    try:
        with file.open("xb") as out:
            out.write(content)
    except OSError as error:
        raise Unusable(f"{file}: 已经存在，或不能写入 is there already, or cannot be written ({error}).") from error
