"""Document numbers 发文字号: each is taken once, from the register, and the register says what became of it."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.records.entry import ENTRIES, Entry
from workflow.records.number import DocumentNumber
from workflow.records.paper import Paper
from workflow.records.regulation import Edition
from workflow.rules.facts import Number
from workflow.rules.issue.numbering import HIGHEST, Numbered, next_serial, numbered
from workflow.rules.situation import Situation
from workflow.words import Words

LONGEST_REASON = 300
LONGEST_SUBJECT = 200
#: Why a number becomes void by itself.
ANOTHER_SERIES = Words("印发时年度或者代字已经不同", "the year or the code was another when it was issued")
NOT_ADOPTED = Words("表决结果更正，不再印发", "the result was corrected; there is nothing to issue")
_BY_ITSELF = {one.zh: one for one in (ANOTHER_SERIES, NOT_ADOPTED)}


def taken_outside(db: Session, code: str, year: int) -> dict[int, int]:
    """Serial number → the number of the edition that carries it, of the papers that no row of the register tells of: what was
    issued before there was a register, and what old papers that were entered afterwards carry as last corrected."""
    found = {}
    for number, edition in _outside(db, f"{code}〔{year}〕"):
        if (number.code, number.year) == (code, year):
            found[number.serial] = edition
    return found


def series_outside(db: Session) -> set[tuple[str, int]]:
    """Code and year of every number that such papers carry."""
    return {(number.code, number.year) for number, _ in _outside(db, "")}


def _outside(db: Session, start: str) -> Iterator[tuple[Numbered, int]]:
    issued = select(Paper.number, Paper.edition_id).where(
        Paper.number != "", col(Paper.number).startswith(start, autoescape=True)
    )
    entered = select(Entry.edition_id).where(col(Entry.document_number).startswith(start, autoescape=True)).distinct()
    several = list(db.exec(entered))
    ENTRIES.ahead(db, several)
    last = [(ENTRIES.of(db, edition)[-1].document_number, edition) for edition in several]
    for words, edition in [*db.exec(issued), *last]:
        number = numbered(words)
        if number is not None:
            yield number, edition


def next_number(db: Session, code: str, year: int) -> Numbered:
    """The number that the next paper of a year would take."""
    rows = select(DocumentNumber.serial).where(DocumentNumber.code == code, DocumentNumber.year == year)
    return Numbered(code, year, next_serial([*db.exec(rows), *taken_outside(db, code, year)]))


def reserved_for(db: Session, edition: Edition) -> DocumentNumber | None:
    """The number that is kept for the official paper of `edition`, or None."""
    rows = select(DocumentNumber).where(DocumentNumber.edition_id == edition.id, col(DocumentNumber.ended_at).is_(None))
    return db.exec(rows).first()


def reserve(act: Act, edition: Edition, code: str) -> DocumentNumber:
    """Keep the next number of this year for the paper of `edition`: the one that is kept already, where there is one.

    One of another year or code becomes void. Raises Refused.
    """
    ask("reserve_number", of_edition(act, edition))
    kept = reserved_for(act.db, edition)
    if kept is not None and (kept.code, kept.year) == (code, act.today.year):
        return kept
    if kept is not None:
        _end(act, kept, ANOTHER_SERIES.zh)
    number = _taken(act, next_number(act.db, code, act.today.year), edition)
    _tell(act, "reserve_number", number, edition)
    return number


def use(act: Act, edition: Edition, words: str) -> None:
    """Put down that the paper of `edition`, which is issued now, carries the number `words`.

    Raises Unusable when another paper does. A number that is none of a series is put down nowhere.
    """
    other = Unusable(
        {
            "number": Words(
                f"文号{words}刚刚被使用，请重新印发。", f"The number {words} was taken a moment ago; issue it again."
            )
        }
    )
    if act.db.exec(select(Paper.id).where(Paper.number == words, Paper.edition_id != edition.id)).first():
        raise other
    found = numbered(words)
    if found is None:
        return
    rows = select(DocumentNumber).where(
        DocumentNumber.code == found.code, DocumentNumber.year == found.year, DocumentNumber.serial == found.serial
    )
    number = act.db.exec(rows).first()
    if number is not None and (number.edition_id != edition.id or number.ended_at is not None):
        raise other
    kept = reserved_for(act.db, edition)
    if kept is not None and kept is not number:
        _end(act, kept, ANOTHER_SERIES.zh)
    number = number or _taken(act, found, edition)
    number.ended_at, number.ended_by = act.now, act.person_id
    act.db.flush()


def void(act: Act, number: DocumentNumber, reason: str) -> None:
    """Say that no paper will carry a number that was reserved, and why. Raises Refused or Unusable."""
    ask("void_number", of_number(act, number))
    if not reason.strip():
        raise Unusable({"reason": Words("请写明作废的理由。", "Give the reason why it becomes void.")})
    if len(reason) > LONGEST_REASON:
        raise Unusable({"reason": Words(f"不能超过{LONGEST_REASON}字。", f"At most {LONGEST_REASON} characters.")})
    _end(act, number, reason.strip())


def let_go(act: Act, edition: Edition) -> None:
    """Make the number that is kept for `edition` void, where there is one: its paper will not be issued after all."""
    kept = reserved_for(act.db, edition)
    if kept is not None:
        _end(act.as_system(), kept, NOT_ADOPTED.zh)


def note(act: Act, words: str, subject: str) -> DocumentNumber:
    """Put down a number that a paper made outside the system carries, so that none here takes it. Raises Refused or Unusable."""
    ask("note_number", of_actor(act))
    found, problems = numbered(words), {}
    if found is None or found.serial > HIGHEST:
        problems["number"] = Words(
            "请写完整的文号，例如：机字〔2025〕3号。", "Give the whole number, such as 机字〔2025〕3号."
        )
    elif is_taken(act.db, found):
        problems["number"] = Words(f"{found}已经登记过了。", f"{found} is in the register already.")
    if not subject.strip():
        problems["subject"] = Words("请写明这个文号用在什么文件上。", "Say which paper carries it.")
    elif len(subject) > LONGEST_SUBJECT:
        problems["subject"] = Words(f"不能超过{LONGEST_SUBJECT}字。", f"At most {LONGEST_SUBJECT} characters.")
    if problems or found is None:
        raise Unusable(problems)
    number = _taken(act, found, None, subject.strip())
    _tell(act, "note_number", number, None, paper=number.subject)
    return number


def reason_words(number: DocumentNumber) -> Words:
    """Why a number is void, in both languages where the house said so, else as somebody typed it."""
    return _BY_ITSELF.get(number.void_reason, Words(number.void_reason, number.void_reason))


def is_taken(db: Session, number: Numbered) -> bool:
    """Whether some paper has a number, whatever became of it."""
    rows = select(DocumentNumber.id).where(
        DocumentNumber.code == number.code, DocumentNumber.year == number.year, DocumentNumber.serial == number.serial
    )
    return db.exec(rows).first() is not None or number.serial in taken_outside(db, number.code, number.year)


def of_number(act: Act, number: DocumentNumber) -> Situation:
    """How a number stands for somebody who wants to do something with it."""
    return of_actor(act).beside({Number: lambda: Number(reserved=number.ended_at is None)})


def _taken(act: Act, found: Numbered, edition: Edition | None, subject: str = "") -> DocumentNumber:
    number = DocumentNumber(
        code=found.code,
        year=found.year,
        serial=found.serial,
        edition_id=edition.id if edition else None,
        subject=subject,
        reserved_by=act.person_id,
        at=act.now,
        ended_at=None if edition else act.now,
        ended_by=None if edition else act.person_id,
    )
    act.db.add(number)
    act.db.flush()
    return number


def _end(act: Act, number: DocumentNumber, reason: str) -> None:
    number.ended_at, number.ended_by = act.now, act.person.id if act.person else None
    number.void_reason = reason
    act.db.flush()
    edition = act.db.get_one(Edition, number.edition_id) if number.edition_id else None
    _tell(act, "void_number", number, edition, reason=reason)


def _tell(act: Act, verb: str, number: DocumentNumber, edition: Edition | None, **words: str) -> None:
    record(
        act,
        verb,
        f"edition:{edition.id}" if edition else f"number:{number.id}",
        regulation_id=edition.regulation_id if edition else None,
        number=number.words,
        **words,
    )
