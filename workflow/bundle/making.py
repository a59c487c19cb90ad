"""What goes into a bundle: what anybody who works here may read of a published edition, and of each event no more than that.

Of an event that speaks for other rows as well only those rows are shown that are open; of one of an earlier release, whose salt
gives all of them away, the hash alone. Names, opinions and figures stay.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from workflow.bundle import form
from workflow.bundle.container import packed
from workflow.bundle.words import read_me
from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import disclosing, kept_papers
from workflow.lifecycle.facts.submitted import standing_text
from workflow.records.congress import Result
from workflow.records.database.commitments import opens_alone, row_key, sealed
from workflow.records.event import Event, Payload
from workflow.records.number import DocumentNumber
from workflow.records.paper import Paper, PaperFile
from workflow.records.regulation import Binding, Edition, Regulation, editions_of
from workflow.records.replaying.chain import spoken_for
from workflow.records.replaying.stored import Digester, groups, newest
from workflow.rules.permissions import can_read_resolution, is_in_a_bundle
from workflow.text.fingerprint import canonical
from workflow.transparency.checkpoints import Checkpoint, checkpoint_of
from workflow.transparency.notes import Signer, signed
from workflow.transparency.tree import consistency, inclusions, root_of
from workflow.words import Language, Words

#: Words of events that name nobody, tell no opinion and no figure: of each verb all that may stand there.
WORDS: Mapping[str, frozenset[str]] = {
    "create": frozenset({"number", "slug"}),
    "conclude": frozenset({"state"}),
    "table": frozenset({"body", "motion_act", "order", "session", "session_en"}),
    "send_papers": frozenset({"sent_on"}),
    "lock": frozenset({"differs_from_sent"}),
    "close_ballot": frozenset({"attempt"}),
    "reserve_number": frozenset({"number"}),
    "bind": frozenset({"basis", "entity"}),
    "issue": frozenset({"effective", "number", "sha256"}),
    "keep": frozenset({"paper", "language", "facts", "sha256"}),
    "supersede": frozenset({"by", "since"}),
}
_Open = Mapping[str, frozenset[str]]


class NotMade(Exception):
    """Why there is no bundle; `field` is "since" when it is about the earlier checkpoint."""

    def __init__(self, words: Words, field: str = "") -> None:
        super().__init__(words.en)
        self.words, self.field = words, field


@dataclass(frozen=True, slots=True)
class _Chosen:
    """An edition, its texts by language, its papers, and those that have a file with its row and bytes."""

    edition: Edition
    texts: Mapping[Language, str]
    papers: Sequence[Paper]
    files: Sequence[tuple[Paper, PaperFile, bytes]]


def made(
    act: Act,
    regulation: Regulation,
    number: int | None,
    leaves: Sequence[bytes],
    note: str,
    signer: Signer,
    since: Checkpoint | None = None,
) -> Iterator[bytes]:
    """The bundle of a regulation, or of one edition, in pieces: the same ones for the same record and checkpoint.

    leaves  of every event that there is; note: the checkpoint that the bundle stands on
    since   an earlier one that somebody keeps, of which the bundle is to prove that its log is the beginning of this one
    Raises NotMade, and Altered when a paper is not as it was kept.
    """
    point = checkpoint_of(note)
    if root_of(leaves[: point.size]) != point.root or point.origin != signer.name or point.size > len(leaves):
        raise NotMade(Words("检查点不是本系统这份记录的。", "The checkpoint is not one of this record."))
    if since is not None and (since.origin != point.origin or not 0 < since.size <= point.size):
        raise NotMade(
            Words("保存在外的检查点不在本检查点之前。", "The checkpoint that was kept is not before this one."), "since"
        )
    if since is not None and root_of(leaves[: since.size]) != since.root:
        raise NotMade(
            Words("保存在外的检查点不是本系统这份记录的。", "The checkpoint that was kept is not one of this record."),
            "since",
        )
    chosen = [_chosen(act, one) for one in _editions(regulation, act.db, number)]
    if not chosen:
        raise NotMade(Words("没有已公布的版本。", "There is no published edition."))
    events = _events(act.db, chosen)
    if events[-1].seq > point.size:
        raise NotMade(
            Words(
                f"检查点只到第{point.size}条事件，而有关的事件到第{events[-1].seq}条：请用较新的检查点。",
                f"The checkpoint ends at event {point.size}, and this goes on to event {events[-1].seq}: take a later one.",
            )
        )
    proofs = inclusions(leaves[: point.size], [one.seq - 1 for one in events])
    open_rows = _open(act.db, regulation, chosen)
    told = [_told(act.db, one, tuple(proof), open_rows) for one, proof in zip(events, proofs, strict=True)]
    papers = {_paper_entry(paper): content for one in chosen for paper, _, content in one.files}
    texts = {_text_entry(one.edition, language): text for one in chosen for language, text in one.texts.items()}
    parts = {
        **{f"events/{one.seq:09d}.json": one.dumped() for one in told},
        **papers,
        **{name: text.encode() for name, text in texts.items()},
        form.CHECKPOINT: note.encode(),
        form.KEY: f"{signer.verifier.words()}\n".encode(),
        form.READ_ME: read_me().encode(),
    }
    if since is not None:
        parts[form.SINCE] = form.since(since.size, consistency(leaves[: point.size], since.size))
    listed = sorted(parts.items())
    manifest = form.manifest(_about(regulation, chosen, signer.name), listed)
    words = form.signed_words(signer.name, manifest)
    signature = signed(words, [signer.line(words, act.now)]).encode()
    return packed([(form.MANIFEST, manifest), (form.SIGNATURE, signature), *listed])


def _editions(regulation: Regulation, db: Session, number: int | None) -> list[Edition]:
    return [one for one in editions_of(db, regulation) if number in (None, one.number) and is_in_a_bundle(one.state)]


def _chosen(act: Act, edition: Edition) -> _Chosen:
    texts = {one: standing_text(act.db, edition, one) for one in Language}
    asked = select(Paper).where(Paper.edition_id == edition.id).order_by(col(Paper.id))
    papers = [one for one in act.db.exec(asked).all() if _may_leave(act, edition, one)]
    files = []
    for paper in papers:
        row = act.db.exec(select(PaperFile).where(PaperFile.paper_id == paper.id)).first()
        if row is not None:
            files.append((paper, row, kept_papers.unaltered_file(act.db, paper, row).content))
    return _Chosen(edition, {one: canonical(row.text) for one, row in texts.items() if row}, papers, files)


def _may_leave(act: Act, edition: Edition, paper: Paper) -> bool:
    """As a stranger is given it: what says how many voted which way only where that may still be said."""
    if not can_read_resolution(edition.state, frozenset(), signed_in=True, public_reading=True):
        return False
    if paper.result_id is None or not paper.figures:
        return True
    return disclosing.of_result(act, act.db.get_one(Result, paper.result_id)).withheld is None


def _events(db: Session, chosen: Sequence[_Chosen]) -> list[Event]:
    objects = [f"edition:{one.edition.id}" for one in chosen]
    return list(db.exec(select(Event).where(col(Event.object).in_(objects)).order_by(col(Event.seq))))


def _open(db: Session, regulation: Regulation, chosen: Sequence[_Chosen]) -> _Open:
    """The rows that may be shown, by table."""
    numbers = [one.edition.id for one in chosen]
    bindings = select(Binding.id).where(col(Binding.edition_id).in_(numbers))
    used = select(DocumentNumber.id).where(
        col(DocumentNumber.edition_id).in_(numbers), DocumentNumber.void_reason == ""
    )
    return {
        "regulation": frozenset({str(regulation.id)}),
        "binding": frozenset(map(str, db.exec(bindings))),
        "document_number": frozenset(map(str, db.exec(used))),
        "paper": frozenset(str(paper.id) for one in chosen for paper in one.papers),
        "paper_file": frozenset(str(file.id) for one in chosen for _, file, _ in one.files),
    }


def _told(db: Session, event: Event, proof: tuple[bytes, ...], open_rows: _Open) -> form.Told:
    spoken = spoken_for(event.rows)
    alone = not event.row_salt or opens_alone(event.row_salt)
    if not alone and any(set(rows) - open_rows.get(table, frozenset()) for table, (_, rows) in spoken.items()):
        return form.Told(event.seq, event.hash, None, proof)
    fields = {name: getattr(event, name) for name in form.FIELDS}
    fields["at"] = event.at.isoformat(timespec="microseconds")
    fields["row_salt"] = sealed(event.row_salt)
    return form.Told(event.seq, event.hash, fields, proof, _words(db, event), tuple(_shown(db, event, open_rows)))


def _words(db: Session, event: Event) -> tuple[str, str] | None:
    payload = db.get(Payload, event.seq)
    if payload is None or not set(json.loads(payload.words)) <= WORDS.get(event.verb, frozenset()):
        return None
    return payload.salt, payload.words


def _shown(db: Session, event: Event, open_rows: _Open) -> Iterator[form.Shown]:
    """The open rows that stand as this event left them; others were changed by a later one, which speaks for them."""
    connection = db.connection()
    for table, (columns, digests) in sorted(spoken_for(event.rows).items()):
        keys = sorted(set(digests) & open_rows.get(table, frozenset()))
        one = newest(connection, table) if keys else None
        if one is None or not set(columns) <= set(one.columns):
            continue
        places = [one.columns.index(name) for name in columns]
        for row, values in groups(connection, one, keys):
            key = row_key(event.row_salt, table, row)
            if Digester(one, columns).made(key, values) == digests[row]:
                taken = tuple(tuple(value[place] for place in places) for value in values)
                yield form.Shown(table, row, columns, key.hex(), taken)


def _about(regulation: Regulation, chosen: Sequence[_Chosen], origin: str) -> dict[str, object]:
    return {
        "origin": origin,
        "regulation": {
            "id": regulation.id,
            "slug": regulation.slug,
            "name_zh": regulation.name_zh,
            "name_en": regulation.name_en,
            "language": regulation.authentic_language.value,
        },
        "editions": [
            {
                "id": one.edition.id,
                "number": one.edition.number,
                "texts": {language.value: _text_entry(one.edition, language) for language in one.texts},
                "papers": [[paper.id, file.id, _paper_entry(paper)] for paper, file, _ in one.files],
            }
            for one in chosen
        ],
    }


def _text_entry(edition: Edition, language: Language) -> str:
    return f"texts/edition-{edition.number}-{language.value}.txt"


def _paper_entry(paper: Paper) -> str:
    return f"papers/{paper.kind.value}-{paper.id}-{paper.language.value}.pdf"
