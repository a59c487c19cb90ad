"""Who drafts says that a reference means what it names now, or has the numbers and the references put right."""

from sqlmodel import select

from workflow.lifecycle import storing
from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.facts import references, texts
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.records.regulation import Edition
from workflow.records.text.reference import ReferenceAnswer, ReferenceQuestion
from workflow.records.text.snapshot import Snapshot
from workflow.text.reading.write import write
from workflow.text.references.retargeted import Retargeted, follow, retargeted
from workflow.text.references.rewrite import Rewriting, renumber_and_rewrite
from workflow.words import Language, Words

NAMES_NOTHING = Words(
    "这处引用没有指到任何条文，请改正，不能确认。",
    "This reference names no provision: correct it, it cannot be confirmed.",
)


def confirm_reference(act: Act, edition: Edition, question: ReferenceQuestion) -> None:
    """Say that a reference means what it names now. Asked once: the second time nothing happens.

    Raises Refused, or Unusable for one that names nothing: it is corrected, never confirmed.
    """
    ask("confirm_reference", of_edition(act, edition))
    if not question.names:
        raise Unusable({"question": NAMES_NOTHING})
    answered = select(ReferenceAnswer.id).where(ReferenceAnswer.question_id == question.id)
    if act.db.exec(answered).first() is not None:
        return
    act.db.add(ReferenceAnswer(question_id=question.id, person_id=act.person_id, at=act.now))
    act.db.flush()
    record(
        act,
        "confirm_reference",
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        question=question.id,
        within=question.within,
        printed=question.printed,
        was=question.was,
        now=question.now,
    )


def unsaved_questions(
    act: Act, edition: Edition, language: Language, text: str, newest: Snapshot | None
) -> list[Retargeted]:
    """What would be asked about `text` if it were saved now. Raises Unusable for what cannot be read."""
    if newest is None or not text.strip():
        return []
    after = storing.would_be(act.db, edition, language, text, newest)
    return retargeted(texts.tree_of(act.db, newest), after, references.still_meant(act.db, newest))


def renumbered(
    act: Act, edition: Edition, language: Language, text: str, newest: Snapshot | None
) -> tuple[str, Rewriting]:
    """`text` with its numbers in order, every reference naming what it was meant to. Saves nothing.

    A reference that stood in the newest saved text means what it meant there; one typed since means the provision whose
    number it bears as typed. Returns the text and what was changed. Raises Unusable for what cannot be read.
    """
    document = storing.would_be(act.db, edition, language, text, newest)
    found = None
    if newest is not None:
        found = follow(texts.tree_of(act.db, newest), document, references.still_meant(act.db, newest))
    rewriting = renumber_and_rewrite(document, found=found)
    return write(rewriting.document), rewriting
