"""Which provisions a reviewer has looked at: a note for themselves, in no record, that falls off when the words change."""

from sqlmodel import Session

from workflow.lifecycle.acting import Act, Unusable
from workflow.lifecycle.facts import approvals, texts
from workflow.lifecycle.facts.review import decisions
from workflow.lifecycle.facts.submitted import course_of
from workflow.records.person import Person
from workflow.records.regulation import Edition
from workflow.records.text.snapshot import Snapshot
from workflow.records.text.viewed import ReviewChoice, ViewedMark, marks_of
from workflow.rules.review import NEVER, Judged, Looks, Marked
from workflow.words import Words


def mark(act: Act, edition: Edition, snapshot: Snapshot, key: str, *, viewed: bool) -> None:
    """Note that the person who acts has looked at a provision as it stands in `snapshot`, or take the note back.

    Raises Unusable for a provision that neither that text nor the one it amends has.
    """
    mine = act.db.get(ViewedMark, (act.person_id, edition.id, snapshot.language, key))
    if not viewed:
        if mine is not None:
            act.db.delete(mine)
            act.db.flush()
        return
    words = _words_in(act.db, edition, snapshot, key)
    if words is None:
        raise Unusable({"key": Words("这一条已经不在文本中。", "This provision is not in the text any more.")})
    mine = mine or ViewedMark(
        person_id=act.person_id,
        edition_id=edition.id,
        language=snapshot.language,
        key=key,
        snapshot_id=snapshot.id,
        fingerprint=words,
        at=act.now,
    )
    mine.snapshot_id, mine.fingerprint, mine.at = snapshot.id, words, act.now
    act.db.add(mine)
    act.db.flush()


def looks_of(db: Session, person: Person | None, edition: Edition) -> Looks:
    """What a person marked viewed and decided on in an edition."""
    if person is None or person.id is None:
        return NEVER
    marks = {
        key: Marked(one.snapshot_id, one.fingerprint, one.at)
        for key, one in marks_of(db, person.id, edition.id).items()
    }
    made = [one for one in decisions.made_on(db, edition) if one.approval.person_id == person.id]
    if not made:
        return Looks(marks, ())
    saves = course_of(db, edition).saves
    by_words = {(one.language, one.fingerprint): one.id for one in saves}
    judged = []
    for one in made:
        shown = {
            language: by_words[language, fingerprint]
            for language, fingerprint in one.covers.items()
            if (language, fingerprint) in by_words
        }
        judged.append(Judged(shown, decisions.items_of(db, edition, one), one.approval.at))
    return Looks(marks, tuple(judged))


def keys_are_off(db: Session, person: Person | None) -> bool:
    """Whether a person switched the keys of the review page off."""
    kept = db.get(ReviewChoice, person.id) if person is not None else None
    return kept is not None and kept.keys_off


def choose_keys(act: Act, *, off: bool) -> None:
    """Switch the keys of the review page on or off for the person who acts."""
    kept = act.db.get(ReviewChoice, act.person_id) or ReviewChoice(person_id=act.person_id)
    if kept.keys_off is off:
        return
    kept.keys_off = off
    act.db.add(kept)
    act.db.flush()


def _words_in(db: Session, edition: Edition, snapshot: Snapshot, key: str) -> str | None:
    """A digest of what a provision says in a text; "" when it is no more; None when there never was one."""
    item = texts.worded_in(db, snapshot.id).items.get(key)
    if item is not None:
        return item.exact
    base = approvals.base_of(db, edition, snapshot.language)
    before = [base.id] if base is not None else []
    before += [one.id for one in course_of(db, edition).saves if one.language == snapshot.language]
    return "" if any(key in texts.worded_in(db, one).items for one in before) else None
