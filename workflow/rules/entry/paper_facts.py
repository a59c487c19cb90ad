"""What the papers of a text adopted before the system may say of it 补录: which facts cannot be so, and which look odd.

Takes values, never rows. A fault in an old paper is a doubt and told; only what no paper can truly say is refused.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workflow.rules.congress.sessions import english_ordinal, session_name
from workflow.rules.congress.votes import Share
from workflow.rules.congress.words import Body, SessionKind
from workflow.text.labels.numerals import parse_numeral
from workflow.words import Words

#: The counts in the minutes, from the largest to the votes.
COUNTS = ("all_delegates", "present", "in_favour", "against", "abstain")
#: Everything that is told of a paper, in the order in which it is asked for.
FACTS = (
    "adopted_on", "session", "session_en", "document_number", "issued_on", "effective", *COUNTS, "decision", "note", "kept_at",
)  # fmt: skip
FACT_WORDS = {
    "adopted_on": Words("通过日期", "Adopted on"),
    "session": Words("通过的会议", "Adopted by"),
    "session_en": Words("会议的英文名称", "The session in English"),
    "document_number": Words("文号", "Document number"),
    "issued_on": Words("印发日期", "Issued on"),
    "effective": Words("施行日期", "In force from"),
    "all_delegates": Words("应到人数", "Due"),
    "present": Words("实到人数", "Present"),
    "in_favour": Words("赞成", "For"),
    "against": Words("反对", "Against"),
    "abstain": Words("弃权", "Abstaining"),
    "decision": Words("修改决定", "Amending decision"),
    "note": Words("题注", "Title note"),
    "kept_at": Words("原件存放", "Papers kept at"),
}
LONGEST = {"session": 200, "session_en": 300, "document_number": 80, "kept_at": 300}
#: A decision or a note is never longer than the longest text.
LONGEST_WORDING = 1_000_000

_N = "[〇零一二三四五六七八九十百]{1,7}|[0-9]{1,4}"
_BODIES = {"职工代表大会": Body.WORKERS_CONGRESS, "工会会员代表大会": Body.MEMBERS_CONGRESS}
_NUMBERED = re.compile(rf"第?({_N})届(职工代表大会|工会会员代表大会)第({_N})次(临时会议|全体会议|会议|大会)?")
_SHORT = re.compile(rf"第?({_N})届第?({_N})次(职工代表大会|工会会员代表大会)(?:会议)?")
_GENERAL = re.compile(rf"职工大会第({_N})次(?:会议|大会)|第({_N})次职工大会")
_DAY = r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日"
_ADOPTED = re.compile(
    _DAY
    + r"([^年月日（）()　]{2,60}?)(?:审议)?(?:通过|(?:《[^　]{2,200}》)?(?:第[一二三四五六七八九十]+次)?(?:修正|修订))"
)
_IN_FORCE = re.compile(r"自" + _DAY + r"起(?:正式)?(?:施行|实施|执行|生效)")
_YEAR_OF_NUMBER = re.compile(r"[〔\[［【(（]([0-9]{4})[〕\]］】)）]")
_CHANGES = {
    kind: re.compile(rf"《[^《》]*》|(?<!关于)((?:第[一二三四五六七八九十]+次)?{kind})") for kind in ("修正", "修订")
}
_DECISION_TITLE = re.compile(r"^\s*(关于(?:修改|修订)[^\n。]{1,120}的决定)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """What the papers say of one edition. A day or a count that they do not give is None, words are ""."""

    adopted_on: date | None = None
    session: str = ""
    session_en: str = ""
    document_number: str = ""
    issued_on: date | None = None
    effective: date | None = None
    all_delegates: int | None = None
    present: int | None = None
    in_favour: int | None = None
    against: int | None = None
    abstain: int | None = None
    decision: str = ""
    note: str = ""
    kept_at: str = ""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The edition before or after, as far as time goes; a day is None where it has not come yet."""

    number: int
    adopted_on: date | None
    effective: date | None


def day_named(day: date) -> Words:
    """A day as printed."""
    return Words(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%B} {day.year}")


def impossible(
    facts: PaperFacts, today: date, before: Neighbour | None = None, after: Neighbour | None = None
) -> dict[str, Words]:
    """What is missing or cannot be so, by field; empty when the facts can be entered.

    before, after  the editions between which this one stands; each is adopted, and takes effect, after the one before it
    """
    out = _days(facts, today) | _lengths(facts) | _counts(facts)
    for name, day, verb in (
        ("adopted_on", facts.adopted_on, Words("通过", "adopted")),
        ("effective", facts.effective, Words("施行", "in force")),
    ):
        if day is None or name in out:
            continue
        earlier = before and getattr(before, name)
        later = after and getattr(after, name)
        if before and earlier and day <= earlier:
            out[name] = Words(
                f"应当晚于第{before.number}版的{verb.zh}日期（{day_named(earlier).zh}）。",
                f"This edition is {verb.en} after edition {before.number} ({day_named(earlier).en}).",
            )
        elif after and later and day >= later:
            out[name] = Words(
                f"应当早于第{after.number}版的{verb.zh}日期（{day_named(later).zh}）。",
                f"This edition is {verb.en} before edition {after.number} ({day_named(later).en}).",
            )
    return out


def doubts(facts: PaperFacts, text: str, quorum: Share | None = None, majority: Share | None = None) -> list[Words]:
    """What a reader of the papers should look at twice. Nothing here stands against entering what they really say.

    text              the words of the edition, which may give the day from which they hold
    quorum, majority  the shares of all delegates that a meeting and a vote needed then; None where no rule is known
    """
    out = []
    adopted, effective = facts.adopted_on, facts.effective
    if adopted and effective and effective < adopted:
        out.append(
            Words("施行日期早于通过日期，请核对原件。", "It takes effect before it was adopted; check the papers.")
        )
    said = effective_in(text) if not facts.decision.strip() else None
    if said and effective and said != effective:
        out.append(
            Words(
                f"正文写的是自{day_named(said).zh}起施行，您填的是{day_named(effective).zh}。",
                f"The text says it is in force from {day_named(said).en}; you gave {day_named(effective).en}.",
            )
        )
    if adopted and facts.note and day_named(adopted).zh not in facts.note and day_named(adopted).en not in facts.note:
        out.append(
            Words(
                f"纸上的题注没有写{day_named(adopted).zh}这个日期，请核对。",
                f"The title note on the paper does not name {day_named(adopted).en}; check it.",
            )
        )
    year = _YEAR_OF_NUMBER.search(facts.document_number)
    if year and facts.issued_on and int(year[1]) != facts.issued_on.year:
        out.append(
            Words(
                f"文号中的年份是{year[1]}，印发日期在{facts.issued_on.year}年。",
                f"The document number says {year[1]}; it was issued in {facts.issued_on.year}.",
            )
        )
    return out + _vote_doubts(facts, quorum, majority)


def english_session(session: str) -> str:
    """The English name of a session named in Chinese in one of the usual ways; "" for any other name."""
    session = "".join(session.split())
    for pattern, places in ((_NUMBERED, (1, 2, 3)), (_SHORT, (1, 3, 2))):
        if (match := pattern.fullmatch(session)) is not None:
            term, number = parse_numeral(match[places[0]]), parse_numeral(match[places[2]])
            special = pattern is _NUMBERED and match[4] == "临时会议"
            kind = SessionKind.EXTRAORDINARY if special else SessionKind.ORDINARY
            return session_name(_BODIES[match[places[1]]], term, number, kind).en if term and number else ""
    if (match := _GENERAL.fullmatch(session)) is not None:
        number = parse_numeral(match[1] or match[2])
        return f"{english_ordinal(number)} General Meeting of Employees" if number else ""
    return ""


def adoption_in(note: str) -> tuple[date, str] | None:
    """The last adoption that a title note names: its day and its session; None when it names none in the usual words."""
    found = [(real, match[4]) for match in _ADOPTED.finditer(note) if (real := _real(match)) is not None]
    return found[-1] if found else None


def adoptions_in(note: str) -> int:
    """How many adoptions a title note names in the usual words."""
    return sum(1 for match in _ADOPTED.finditer(note) if _real(match) is not None)


def changes_in(note: str, kind: str) -> int:
    """How many changes of a kind, 修正 or 修订, a title note tells of; the titles of decisions in it do not count."""
    return sum(1 for match in _CHANGES[kind].finditer(note) if match[1])


def numbered(note: str, kind: str) -> str:
    """A title note in which the only change of a kind is called the first, as it is once another follows."""
    if changes_in(note, kind) != 1:
        return note
    return _CHANGES[kind].sub(lambda found: f"第一次{kind}" if found[1] == kind else found[0], note)


def effective_in(text: str) -> date | None:
    """The day from which a text says that it holds, the last one it names; None when it names none."""
    found = [real for match in _IN_FORCE.finditer("".join(text.split())) if (real := _real(match)) is not None]
    return found[-1] if found else None


def decision_title(decision: str) -> str:
    """The title of an amending decision as it stands in its first lines, "" when it has none."""
    match = _DECISION_TITLE.search(decision[:600])
    return match[1] if match else ""


def _real(match: "re.Match[str]") -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _days(facts: PaperFacts, today: date) -> dict[str, Words]:
    out = {}
    adopted, issued = facts.adopted_on, facts.issued_on
    if adopted is None:
        out["adopted_on"] = Words("请填写通过日期。", "Give the day of the adoption.")
    elif adopted > today:
        out["adopted_on"] = Words(
            "通过日期不能晚于今天：补录的是已经发生的事。", "It cannot be after today: the past is entered here."
        )
    if not facts.session.strip():
        out["session"] = Words("请写明是哪次会议通过的。", "Name the session that adopted it.")
    if issued is not None and issued > today:
        out["issued_on"] = Words("印发日期不能晚于今天。", "It cannot be issued after today.")
    elif issued is not None and adopted is not None and issued < adopted:
        out["issued_on"] = Words("印发日期不能早于通过日期。", "It cannot be issued before it was adopted.")
    if facts.effective is None:
        out["effective"] = Words("请填写施行日期。", "Give the day from which it is in force.")
    return out


def _lengths(facts: PaperFacts) -> dict[str, Words]:
    longest = {**LONGEST, "decision": LONGEST_WORDING, "note": LONGEST_WORDING}
    return {
        name: Words(f"不能超过{most}字。", f"At most {most} characters.")
        for name, most in longest.items()
        if len(getattr(facts, name)) > most
    }


def _counts(facts: PaperFacts) -> dict[str, Words]:
    out = {}
    votes = _given((facts.in_favour, facts.against, facts.abstain))
    room, called = facts.present, Words("实到人数", "who were present")
    if room is None:
        room, called = facts.all_delegates, Words("应到人数", "who were due")
    if facts.present is not None and facts.all_delegates is not None and facts.present > facts.all_delegates:
        out["present"] = Words("实到人数不能多于应到人数。", "More cannot be present than were due.")
    if votes and room is not None and sum(votes) > room:
        out["in_favour"] = Words(
            f"赞成、反对、弃权合计{sum(votes)}，多于{called.zh}{room}。",
            f"For, against and abstaining are {sum(votes)} together, more than the {room} {called.en}.",
        )
    return out


def _given(counts: Sequence[int | None]) -> list[int]:
    return [one for one in counts if one is not None]


def _vote_doubts(facts: PaperFacts, quorum: Share | None, majority: Share | None) -> list[Words]:
    out = []
    everybody, present, in_favour = facts.all_delegates, facts.present, facts.in_favour
    if quorum and everybody and present is not None and not quorum.reached(present, everybody):
        needed = quorum.needed(everybody)
        out.append(
            Words(
                f"按所填人数，实到{present}人，不足法定人数{needed}人。",
                f"By these counts {present} were present; the quorum is {needed}.",
            )
        )
    if majority and everybody and in_favour is not None and not majority.reached(in_favour, everybody):
        needed = majority.needed(everybody)
        out.append(
            Words(
                f"按所填票数，赞成{in_favour}票，不到通过所需的{needed}票。",
                f"By these counts {in_favour} voted for it; {needed} were needed.",
            )
        )
    return out
