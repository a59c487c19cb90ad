"""What may be said of each edition, worked out from the raw rows alone, and the statements that a page or a paper makes.

It knows none of the product's functions: names, days and words are put together here by themselves.
"""

import re
import sqlite3
from dataclasses import dataclass
from datetime import date
from html import unescape

from tests.web.stories import TODAY

_NUMERALS = "零一二三四五六七八九"
_ORDINALS = "Zeroth First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth".split()
_BODIES = {
    "workers_congress": ("职工代表大会", "Workers' Congress"),
    "members_congress": ("工会会员代表大会", "trade union members' congress"),
}
_MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True)
class Fact:
    """What a carried vote, or a paper entered afterwards, says of an edition: day, where, and what was done."""

    zh: tuple[str, str, str]
    en: tuple[str, str, str]


@dataclass
class Known:
    """What the raw rows say of one edition."""

    slug: str
    number: int
    state: str
    facts: list[Fact]
    effective: date | None
    never: bool
    superseded: bool


def numeral(number: int) -> str:
    if number < 10:
        return _NUMERALS[number]
    tens, ones = divmod(number, 10)
    return f"{'' if tens == 1 else _NUMERALS[tens]}十{_NUMERALS[ones] if ones else ''}"


def in_words(iso: str) -> tuple[str, str]:
    year, month, day = map(int, iso.split("-"))
    return f"{year}年{month}月{day}日", f"{day} {_MONTHS[month - 1]} {year}"


def ordinal(number: int) -> str:
    return _ORDINALS[number] if number < len(_ORDINALS) else f"{number}th"


def known(url: str) -> dict[tuple[str, int], Known]:
    """The model: what may be said of every edition, from the tables alone."""
    db = sqlite3.connect(url.removeprefix("sqlite:///"))
    db.row_factory = sqlite3.Row
    out: dict[tuple[str, int], Known] = {}
    editions = db.execute(
        "SELECT e.id, e.number, e.state, e.effective, r.slug, r.id AS of FROM edition e JOIN regulation r ON r.id = e.regulation_id "
        "ORDER BY r.id, e.number"
    ).fetchall()
    told: dict[int, list[Fact]] = {}
    for one in editions:
        own: list[Fact] = []
        entry = db.execute("SELECT * FROM entry WHERE edition_id = ? ORDER BY number DESC", (one["id"],)).fetchone()
        votes = db.execute(
            "SELECT m.act, m.body, s.body AS host, s.term, s.number, s.kind, s.held_on FROM result v JOIN motion m ON m.id = v.motion_id "
            "JOIN congress_session s ON s.id = m.session_id WHERE m.edition_id = ? AND v.outcome = 'carried' ORDER BY v.id",
            (one["id"],),
        ).fetchall()
        before = told.setdefault(one["of"], [])
        if entry is not None and one["state"] == "issued":
            day = in_words(entry["adopted_on"])
            own.append(
                Fact(
                    (day[0], entry["session"], "修正" if entry["decision"] else "通过"), (day[1], entry["session"], "")
                )
            )
        elif votes and one["state"] in ("adopted", "deliberated", "issued"):
            vote = votes[-1]
            zh, en = _BODIES[vote["host"]]
            where = f"第{numeral(vote['term'])}届{zh}第{numeral(vote['number'])}次会议"
            place = f"{ordinal(vote['number'])} Session of the {ordinal(vote['term'])} {en}"
            if vote["body"] != vote["host"]:
                where = f"{where}期间召开的{_BODIES[vote['body']][0]}"
                place = f"{_BODIES[vote['body']][1]} held with the {place}"
            heard = vote["act"] == "hear_and_deliberate"
            done = ("审议", "deliberated") if heard else ("修订", "revised") if before else ("通过", "adopted")
            day = in_words(vote["held_on"])
            own.append(Fact((day[0], where, done[0]), (day[1], place, done[1])))
        before += own
        later = [
            row["effective"]
            for row in editions
            if row["of"] == one["of"] and row["number"] > one["number"] and row["state"] == "issued"
        ]
        effective = date.fromisoformat(one["effective"]) if one["effective"] else None
        out[one["slug"], one["number"]] = Known(
            one["slug"],
            one["number"],
            one["state"],
            list(before) if own else [],
            effective if one["state"] == "issued" else None,
            bool(later) and later[0] == one["effective"],
            bool(later) and date.fromisoformat(later[0]) <= TODAY,
        )
    db.close()
    return out


ADOPTED_ZH = re.compile(
    r"(?:(\d+年\d+月\d+日))?((?:第[^\s，。；：（）]{1,6}届|职工大会)[^\s，。；：（）]{1,40}?(?:会议(?:期间召开的工会会员代表大会)?))"
    r"\s*(听取和审议|审议|通过|第[一二三四]次修订|修订|《[^》]*》(?:第[一二三四]次)?修正)"
)
ADOPTED_EN = re.compile(
    r"(?i)\b(adopted|deliberated|revised|passed|heard and deliberated) (?:by|at) (?:the )?"
    r"((?:trade union members' congress held with the )?\w+ Session of the \w+ [\w' ]*?Congress)(?: on (\d+ \w+ \d{4}))?"
)
FORCE = re.compile(r"(?:自(\d+年\d+月\d+日)起施行|(?i:in force from) (\d+ \w+ \d{4}))")


def lies(words: str, one: Known) -> list[str]:
    """Every statement in `words`, which speak of one edition, that the rows do not hold."""
    words = re.sub(r"[ \t\n]+", " ", words).replace("（", " （").replace("’", "'")
    out = []
    for when, where, act in ADOPTED_ZH.findall(words):
        done = {"听取和审议": "审议"}.get(act, act)
        if not any(
            (not when or when == fact.zh[0])
            and where == fact.zh[1]
            # The imprint says 通过 of a revision as well: a revised text was passed whole.
            and (done.endswith(fact.zh[2]) or (done == "通过" and fact.zh[2] in ("修订", "修正") and not when))
            for fact in one.facts
        ):
            out.append(f"{when}{where}{act}")
    for act, where, when in ADOPTED_EN.findall(words):
        done = {"passed": "adopted", "heard and deliberated": "deliberated"}.get(act.lower(), act.lower())
        if not any(
            (not when or when == fact.en[0])
            and where.lower() == fact.en[1].lower()
            and (done == fact.en[2] or (done == "adopted" and fact.en[2] == "revised"))
            for fact in one.facts
        ):
            out.append(f"{act} {where} {when}")
    for zh, en in FORCE.findall(words):
        day = in_words(one.effective.isoformat()) if one.effective and not one.never else ("", "")
        if (zh or en) not in day:
            out.append(f"in force from {zh or en}")
    return out


def words_of(html: str) -> str:
    """The words of a page or paper without the text it shows, which is the enterprise's and not the product's."""
    html = re.sub(r"<(script|style|head)\b.*?</\1>", " ", html, flags=re.S)
    html = re.sub(
        r'<(?:section|div) class="(?:article|law redline|chapter)\b.*?</(?:section|div)>', " ", html, flags=re.S
    )
    html = re.sub(r"<main>.*?</main>", " ", html, flags=re.S)  # a paper's body
    html = re.sub(r"<p class=\"(?:paragraph|item)[^>]*>.*?</p>", " ", html, flags=re.S)
    joined = re.sub(r"</?(?:b|i|br|span|abbr)\b[^>]*>", "", html)
    return unescape(re.sub(r"<[^>]+>", " ", joined)).replace("\u2060", "")  # joiners of the typesetter
