"""How an edition that was entered afterwards 补录 shows everywhere: its mark, its facts in words, its scans, its decision."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import abort, url_for
from sqlmodel import Session

from workflow.lifecycle.facts import entries, standing, texts
from workflow.lifecycle.facts.entries import Entered, ScanLine, entered_words
from workflow.lifecycle.facts.submitted import standing_text
from workflow.records.entry import Entry, ScanKind
from workflow.records.regulation import Edition, Regulation
from workflow.rules import visibility
from workflow.rules.entry.paper_facts import COUNTS, FACT_WORDS, FACTS, PaperFacts, decision_title, english_session
from workflow.rules.visibility import Matter, Piece, Stage
from workflow.text.amending.fitting import Fit
from workflow.web.request import visit
from workflow.web.shapes.showing import called, day, t
from workflow.words import Language, Words

SCAN_WORDS = {
    ScanKind.TEXT: Words("正文", "Text"),
    ScanKind.DECISION: Words("修改决定", "Amending decision"),
    ScanKind.RESOLUTION: Words("决议", "Resolution"),
    ScanKind.MINUTES: Words("会议记录、签到表", "Minutes, attendance list"),
    ScanKind.COUNT: Words("计票单", "Count sheet"),
    ScanKind.CONSULTATION: Words("平等协商记录", "Record of consultation"),
    ScanKind.POSTING: Words("公示照片", "Photograph of the posting"),
    ScanKind.OTHER: Words("其他", "Other"),
}


@dataclass(frozen=True, slots=True)
class ScanShown:
    """One scan in a list; `address` is "" for somebody who may only know that it exists."""

    name: str
    kind: str
    about: str
    size: str
    sha256: str
    address: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that a page says of an edition that was entered afterwards."""

    words: str
    entry: Entry
    facts: list[tuple[str, str]]
    scans: list[ScanShown]
    fit: Fit | None
    blocking: int


def shown(db: Session, regulation: Regulation, edition: Edition) -> Shown | None:
    """What there is to say of an edition, or None when it was made in the system."""
    found = entries.entered(db, edition)
    if found is None:
        return None
    head = standing_text(db, edition)
    return Shown(
        words=mark(found),
        entry=found.entry,
        facts=in_words(entries.facts_in(found.entry)),
        scans=[_scan(regulation, edition, one) for one in entries.scans_of(db, edition)],
        fit=entries.fit_of(db, edition),
        blocking=sum(1 for one in texts.problems_of(db, head) if one.blocking) if head else 0,
    )


def made_here_or_404(edition: Edition) -> None:
    """404 for an edition that was entered afterwards: it was never drafted, reviewed or settled here, and no page may say
    how far that has come."""
    if standing.entry_of(visit.db(), edition) is not None:
        abort(404)


def mark(found: Entered) -> str:
    """补录：由…于…录入, in the language of the visit."""
    zone = visit.house().settings.time_zone
    words = [visit.say(entered_words(visit.db(), found, zone))]
    if found.corrected_by is not None:
        who, on = called(found.corrected_by, found.corrected_at), day(found.corrected_at)
        words.append(t(f"由{who}于{on}更正", f"corrected by {who} on {on}"))
    return t("，", ", ").join(words)


def marks(db: Session, regulation: Regulation, editions: list[Edition]) -> dict[int, str]:
    """Number → mark of the editions that were entered afterwards."""
    numbers = entries.entered_numbers(db, regulation)
    found = {one.number: entries.entered(db, one) for one in editions if one.number in numbers}
    return {number: mark(one) for number, one in found.items() if one is not None}


def marks_of(db: Session, editions: Iterable[Edition]) -> dict[int, str]:
    """The same of editions of many regulations, by the numbers of their rows."""
    several = list(editions)
    entries.entered_ahead(db, several)
    found = {one.id: entries.entered(db, one) for one in several}
    return {number: mark(one) for number, one in found.items() if one is not None}


def in_words(facts: PaperFacts, *, with_note: bool = False) -> list[tuple[str, str]]:
    """What the papers say, as rows of a name and its words; what they do not say is left out.

    with_note  the title note as well, for a page that does not show it under the title
    """
    english = facts.session_en or english_session(facts.session) or facts.session
    session = facts.session if visit.language() == Language.ZH else english
    rows = [
        ("adopted_on", t(f"{day(facts.adopted_on)}　{session}", f"{day(facts.adopted_on)}, {session}")),
        ("document_number", facts.document_number),
        ("issued_on", day(facts.issued_on)),
        ("effective", day(facts.effective)),
        ("counts", counts(facts)),
        ("decision", _decision(facts.decision)),
        ("note", facts.note if with_note else ""),
        ("kept_at", facts.kept_at),
    ]
    names = {**FACT_WORDS, "adopted_on": Words("通过", "Adopted"), "counts": Words("人数和票数", "Counts")}
    return [(visit.say(names[name]), words) for name, words in rows if words]


def counts(facts: PaperFacts) -> str:
    """The counts that the minutes give, in one line; "" when they give none."""
    given = [(name, getattr(facts, name)) for name in COUNTS if getattr(facts, name) is not None]
    gap = t("", " ")
    return t("，", ", ").join(f"{_lower(visit.say(FACT_WORDS[name]))}{gap}{count}" for name, count in given)


#: What the record says of the acts on entries.
SENTENCES = {
    "enter": Words(
        "补录{name}{nth}（据纸质材料录入，本系统没有见证）",
        "entered {nth} of {name} afterwards, from papers; the system witnessed none of it",
    ),
    "correct": Words("更正{nth}的补录", "corrected the entry of {nth}"),
    "attach": Words("为{nth}附上扫描件", "attached a scan to {nth}"),
    "strike": Words("撤销{nth}的补录", "struck out the entry of {nth}"),
}


def detail_of(verb: str, said: dict[str, object], edition: Edition | None) -> str:
    """The words that go with an act on an entry in the record; "" for any other act."""
    reason = str(said.get("reason") or "")
    if verb == "enter":
        return _sentences(_told_facts(said), _told_check(said))
    if verb == "correct":
        text = t("正文已更正", "the text was corrected") if said.get("old_text") else ""
        return _sentences(_told_changes(said.get("changed")), text, _because(reason))
    if verb == "attach":
        # What the file is called, often after a person, is told to whoever may open it.
        file = str(said.get("file") or "") if edition and may_open_scans(edition) else ""
        return _sentences(_scan_kind(said.get("kind")), file, str(said.get("about") or ""))
    if verb == "strike":
        again = said.get("again")
        after = t(f"第{again}版重新适用", f"edition {again} applies again") if again else ""
        return _sentences(_because(reason), after)
    return ""


def _sentences(*words: str) -> str:
    return t("；", "; ").join(one for one in words if one)


def _because(reason: str) -> str:
    return t(f"理由：{reason}", f"reason: {reason}") if reason else ""


def _told_check(said: dict[str, object]) -> str:
    out = []
    if said.get("blocking"):
        out.append(t(f"正文有{said['blocking']}处形式问题", f"{said['blocking']} problems of form in the text"))
    if said.get("fits") is not None:
        exact = t("执行修改决定，与正文一致", "the decision, carried out, gives this text")
        out.append(
            exact if said["fits"] else t("执行修改决定，与正文不一致", "the decision, carried out, gives another text")
        )
    return _sentences(*out)


def _scan_kind(value: object) -> str:
    try:
        return visit.say(SCAN_WORDS[ScanKind(str(value))])
    except ValueError:
        return ""


def _told_facts(said: dict[str, object]) -> str:
    rows = in_words(facts_from(said), with_note=True)
    return t("；", "; ").join(f"{name}{t('：', ': ')}{words}" for name, words in rows)


def _told_changes(changed: object) -> str:
    """The corrections in an event: what it was and what it is."""
    if not isinstance(changed, dict):
        return ""
    out = []
    for name, pair in changed.items():
        if name in FACT_WORDS and isinstance(pair, list) and len(pair) == 2:
            before, after = (_value(name, one) for one in pair)
            out.append(f"{visit.say(FACT_WORDS[name])}{t('：', ': ')}{before} → {after}")
    return t("；", "; ").join(out)


def facts_from(said: dict[str, object]) -> PaperFacts:
    """The facts as an event keeps them, as values again; what cannot be read counts as not said."""
    return PaperFacts(**{name: _read(name, said[name]) for name in FACTS if name in said})  # type: ignore[arg-type]


def _read(name: str, value: object) -> object:
    if name in ("adopted_on", "issued_on", "effective"):
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            return None
    return value


def _value(name: str, value: object) -> str:
    if value in (None, ""):
        return t("（空）", "(nothing)")
    read = _read(name, value)
    if isinstance(read, date):
        return day(read)
    words = str(value)
    return words if len(words) <= 60 else f"{words[:60]}…"


def _decision(decision: str) -> str:
    if not decision.strip():
        return ""
    return decision_title(decision) or t("有（见下）", "given (see below)")


def may_open_scans(edition: Edition) -> bool:
    """True when this visitor may open the scans of the papers of an edition, and read what the files are called."""
    return visibility.can_read(visit.reading_as(), Piece(Matter.SCAN, Stage.STANDING, edition.state))


def _scan(regulation: Regulation, edition: Edition, scan: ScanLine) -> ScanShown:
    readable = may_open_scans(edition)
    address = url_for("correcting.scan", slug=regulation.slug, number=edition.number, scan=scan.id) if readable else ""
    return ScanShown(
        name=scan.name,
        kind=visit.say(SCAN_WORDS[scan.kind]),
        about=scan.about,
        size=_size(scan.size),
        sha256=scan.sha256,
        address=address,
    )


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{max(1, round(size / 1000))} KB"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
