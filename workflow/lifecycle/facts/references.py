"""References that came to name another provision when numbers moved: the questions about a saved text, in words."""

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from workflow.records.database.families import Family
from workflow.records.regulation import Edition
from workflow.records.text.reference import ReferenceAnswer, ReferenceQuestion
from workflow.records.text.snapshot import Snapshot
from workflow.text.references.retargeted import Named, Place, Retargeted, retargeted
from workflow.text.tree import Document
from workflow.words import Words


def note_questions(db: Session, snapshot: Snapshot, parent: Snapshot, before: Document, after: Document) -> None:
    """Write down the references of `snapshot` (the keyed tree `after`) that name something else than in its parent."""
    for one in retargeted(before, after, still_meant(db, parent)):
        db.add(
            ReferenceQuestion(
                snapshot_id=snapshot.id,
                unit_key=one.place[0],
                place=one.place[1],
                within=one.within,
                line=one.line,
                printed=one.printed,
                was=one.was,
                meant=" ".join(one.meant),
                names=" ".join(one.names),
                now=one.now,
                gone=one.gone,
                moved_to=one.moved_to,
            )
        )


def open_questions(db: Session, snapshot: Snapshot | None) -> list[ReferenceQuestion]:
    """The questions about a saved text that nobody answered, in the order of the text."""
    if snapshot is None:
        return []
    answered = select(ReferenceAnswer.question_id)
    waiting = select(ReferenceQuestion).where(
        ReferenceQuestion.snapshot_id == snapshot.id, col(ReferenceQuestion.id).not_in(answered)
    )
    return list(db.exec(waiting.order_by(col(ReferenceQuestion.id))))


def open_in(db: Session, edition: Edition) -> list[ReferenceQuestion]:
    """The open questions about the newest text of an edition in each language."""
    return list(OPEN_IN.of(db, edition.id))


def _open_in_the_newest() -> SelectOfScalar[ReferenceQuestion]:
    later = aliased(Snapshot)
    newer = select(later.id).where(
        later.edition_id == Snapshot.edition_id, later.language == Snapshot.language, later.number > Snapshot.number
    )
    waiting = (
        select(ReferenceQuestion)
        .join(Snapshot, col(Snapshot.id) == col(ReferenceQuestion.snapshot_id))
        .where(~newer.exists(), col(ReferenceQuestion.id).not_in(select(ReferenceAnswer.question_id)))
    )
    return waiting.order_by(col(ReferenceQuestion.id))


OPEN_IN = Family[ReferenceQuestion](Snapshot.edition_id, _open_in_the_newest())


def still_meant(db: Session, snapshot: Snapshot | None) -> dict[Place, Named]:
    """What references of a saved text are meant to name where they name something else, for the text that follows it."""
    return {(one.unit_key, one.place): tuple(one.meant.split()) for one in open_questions(db, snapshot)}


def question_words(one: ReferenceQuestion | Retargeted) -> Words:
    """One sentence: where the reference stands, what it was meant to name and what it names now."""
    zh = f"{one.within or '正文'}中的“{one.printed}”"
    en = f"“{one.printed}” in {one.within or 'the text'}"
    if one.gone:
        zh += f"原来所指的条文（“{one.was}”）已经不在文本中"
        en += f" was meant for a provision (“{one.was}”) that is not in the text any more"
    else:
        zh += f"原来所指的条文现在是{one.moved_to}"
        en += f" was meant for what is now {one.moved_to}"
    if one.names:
        return Words(f"{zh}；现在指的是“{one.now}”。", f"{en}; it now names “{one.now}”.")
    return Words(f"{zh}；现在什么也没有指到。", f"{en}; it now names nothing.")
