"""Typed words that nobody may lose: of a second window, of a text that was given up; kept apart, and taken back."""

from hashlib import sha256

from sqlmodel import Session, col, select

from workflow.lifecycle.acting import Act, ask
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.records.regulation import Edition
from workflow.records.text.set_aside import Aside, SetAside
from workflow.records.text.snapshot import Snapshot, WorkingCopy
from workflow.words import Language, Words

#: How many set-aside texts of one person on one text stay; the oldest go first.
MOST = 5
ASIDE_WORDS = {
    Aside.DISCARDED: Words("放弃的修改", "Changes you discarded"),
    Aside.OTHER_WINDOW: Words("另一个窗口里的文字", "Words of another window"),
    Aside.TAKEN_BACK: Words("取回别的文字之前的文字", "Words before others were taken back"),
}


def mark(copy: WorkingCopy | None) -> str:
    """What a window has to know of the kept words to go on from them; "" when none are kept."""
    return sha256(copy.text.encode("utf-8", "surrogatepass")).hexdigest()[:16] if copy else ""


def keep(
    act: Act, edition: Edition, language: Language, text: str, base: Snapshot | None, *, known: str, window: str
) -> tuple[WorkingCopy | None, bool]:
    """Keep what is typed in one window. Another window's kept words are never written over: then these go aside.

    known   the `mark` of the kept words this window goes on from
    window  a name for this window, so that its words have one place aside; "" for none
    Returns the working copy and whether `text` went aside. Raises Refused, Unusable
    """
    copy = drafting.working_copy(act.db, act.person_id, edition, language)
    if copy is None or known == mark(copy) or copy.text == text:
        return drafting.keep(act, edition, language, text, base), False
    ask("save", of_edition(act, edition))
    _put_aside(act, edition, language, text, base.id if base else None, Aside.OTHER_WINDOW, window)
    return copy, True


def discard(act: Act, edition: Edition, language: Language) -> None:
    """Give up what was typed and not saved. It is kept apart, and can be taken back."""
    copy = drafting.working_copy(act.db, act.person_id, edition, language)
    if copy is not None:
        _put_aside(act, edition, language, copy.text, copy.base_snapshot_id, Aside.DISCARDED, "")
        act.db.delete(copy)
        act.db.flush()


def before_saving(act: Act, edition: Edition, language: Language, text: str, *, known: str) -> None:
    """Saving ends the working copy. Words in it that come from another window than the one that saves are kept apart."""
    copy = drafting.working_copy(act.db, act.person_id, edition, language)
    if copy is not None and known != mark(copy) and copy.text != text:
        _put_aside(act, edition, language, copy.text, copy.base_snapshot_id, Aside.OTHER_WINDOW, "")


def take_back(act: Act, edition: Edition, aside: SetAside) -> None:
    """Put set-aside words on the desk again; what stood there and was not saved goes aside in their place. Raises Refused"""
    ask("save", of_edition(act, edition))
    copy = drafting.working_copy(act.db, act.person_id, edition, aside.language)
    if copy is not None and copy.text != aside.text:
        _put_aside(act, edition, aside.language, copy.text, copy.base_snapshot_id, Aside.TAKEN_BACK, "")
    base = act.db.get(Snapshot, aside.base_snapshot_id) if aside.base_snapshot_id else None
    drafting.keep(act, edition, aside.language, aside.text, base)
    act.db.delete(aside)
    act.db.flush()


def asides(db: Session, person_id: int, edition: Edition, language: Language) -> list[SetAside]:
    """What a person has aside of one text, the newest first."""
    rows = select(SetAside).where(
        SetAside.person_id == person_id, SetAside.edition_id == edition.id, SetAside.language == language
    )
    return list(db.exec(rows.order_by(col(SetAside.at).desc(), col(SetAside.id).desc())))


def _put_aside(
    act: Act, edition: Edition, language: Language, text: str, base_id: int | None, why: Aside, window: str
) -> None:
    """One row a window; the oldest beyond `MOST` go."""
    known = asides(act.db, act.person_id, edition, language)
    same = next((one for one in known if one.text == text or (window and one.window == window)), None)
    row = same or SetAside(
        person_id=act.person_id, edition_id=edition.id, language=language, why=why, text=text, at=act.now
    )
    row.text, row.why, row.window, row.at, row.base_snapshot_id = text, why, window, act.now, base_id
    act.db.add(row)
    if same is None:
        for old in known[MOST - 1 :]:
            act.db.delete(old)
    act.db.flush()
