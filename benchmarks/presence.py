"""Orders of acts at a vote held against a model that knows only who was in the room at its opening.

Each order begins with a locked text and eight of nine delegates signed in, and goes on with acts in random order: people
come and go, the ballot is opened, late comers are let in, casting ends, tellers type and correct sheets (true ones, slips of
a paper, sheets of a fuller hall), papers are recounted, results declared, repeated, put in question and corrected. After each
act the product has taken it or refused it as the model did; and the state of the edition, the outcomes of every attempt and
the presence of every attempt are the same. Two sheets that differ never give a result. Acts go through the verbs on a real
database, one order in twenty through the pages of the application.

Options: `--n N` orders, `--seed S`, `--replay FILE`. A replay file has one JSON object a line, each an act:
  {"act": "in", "who": 7}    {"act": "out", "who": 7}        delegates 1 to 7 at headquarters, 8 and 9 in the south
  {"act": "open"}   {"act": "close"}   {"act": "recount"}   {"act": "declare"}   {"act": "repeat"}   {"act": "drop"}
  {"act": "reopen", "reason": "…", "none_back": true}
  {"act": "type", "person": "secretary", "site": "hq", "figures": [6, 6, 0, 5, 1], "gap": ""}
                             figures: handed out, returned, spoiled, for, against; persons: secretary, teller,
                             second-teller, delegate
  {"act": "retype", …the same…, "reason": "…"}
  {"act": "ask", "person": "secretary", "reason": "…"}       {"act": "agree", "person": "teller"}
and what came of each act is printed after it, with what the model says. A line {"seed": 7} stands for the acts of that order.
Ends with `orders N wrong W`; exit status 1 unless W is 0.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlmodel import Session

from tests.cast import CONGRESS, PROCEDURE, ZONE, House, enrolled
from tests.lifecycle.congress.hall_model import COUNTING, SITES, Attempt, Hall
from tests.web.house import Clock, Visitor
from tests.web.house import House as Pages
from workflow.lifecycle.acting import Act, Refused, Unusable
from workflow.lifecycle.congress import balloting, counting, declaring, voting
from workflow.lifecycle.facts import ballots, sitting
from workflow.lifecycle.people import people
from workflow.records.congress import Motion
from workflow.records.database.session import writing
from workflow.rules.congress.ballots import sheet_from

SHOWN = 20
HTTP = 20
SHORTEST, LONGEST = 10, 30
PASSWORD = "correct horse battery"  # noqa: S105
PEOPLE = (*COUNTING, "delegate")


class Undo(Exception):
    """Ends a transaction whose acts are to leave no trace."""


@dataclass
class Tally:
    """What came out of the orders."""

    orders: int = 0
    wrong: int = 0
    taken: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


class Verbs:
    """The product by its verbs, in one transaction that is undone at the end."""

    def __init__(self, house: House, db: Session) -> None:
        self.house, self.db, self.now = house, db, house.now
        self.people = {code: people.person_by_code(db, code) for code in PEOPLE}
        act = self.acting()
        self.motion: Motion = house.motion(act)
        session = house.session(act)
        self.sites = {one.code: one for one in sitting.sites_of(db, session.id or 0)}
        self.session = session
        entries = sitting.entries_of(db, sitting.roll_of(db, session.id or 0, CONGRESS))
        self.entries = {one.number: one.id or 0 for one in entries}

    def acting(self, code: str = "secretary") -> Act:
        self.now = self.now.replace(microsecond=self.now.microsecond + 1)
        return Act(self.db, self.people[code], self.now, ZONE, PROCEDURE)

    def does(self, one: dict[str, Any]) -> bool:
        """Whether the product takes the act."""
        point = self.db.begin_nested()
        try:
            _VERBS[one["act"]](self, self.acting(one.get("person", "secretary")), one)
        except (Refused, Unusable):
            point.rollback()
            return False
        point.commit()
        return True

    def seen(self) -> dict[str, Any]:
        return _seen(self.db, self.house, self.acting())


def _paper(one: dict[str, Any]) -> counting.Paper:
    return counting.Paper(sheet_from(*one["figures"]), "甲", "乙", one["gap"])


def _attend(verbs: Verbs, act: Act, one: dict[str, Any]) -> None:
    site = next(code for code, own in SITES.items() if one["who"] in own)
    entries = [verbs.entries[one["who"]]]
    voting.attend(act, verbs.session, CONGRESS, verbs.sites[site], entries, leave=one["act"] == "out")


_VERBS: dict[str, Callable[[Verbs, Act, dict[str, Any]], object]] = {
    "in": _attend,
    "out": _attend,
    "open": lambda verbs, act, _: balloting.open_ballot(act, verbs.motion),
    "reopen": lambda verbs, act, one: balloting.reopen_ballot(
        act, verbs.motion, one["reason"], none_back=one["none_back"]
    ),
    "close": lambda verbs, act, _: balloting.close_ballot(act, verbs.motion),
    "type": lambda verbs, act, one: counting.count(act, verbs.motion, verbs.sites[one["site"]], _paper(one)),
    "retype": lambda verbs, act, one: counting.correct_sheet(
        act, verbs.motion, verbs.sites[one["site"]], _paper(one), one["reason"]
    ),
    "recount": lambda verbs, act, _: counting.recount(act, verbs.motion, "甲"),
    "declare": lambda verbs, act, _: declaring.adopt(act, verbs.motion),
    "repeat": lambda verbs, act, _: balloting.repeat_ballot(act, verbs.motion),
    "ask": lambda verbs, act, one: declaring.ask_correction(act, verbs.motion, one["reason"], "甲"),
    "drop": lambda verbs, act, _: declaring.drop_correction(act, verbs.motion),
    "agree": lambda verbs, act, _: declaring.agree_correction(act, verbs.motion),
}


class Browsers:
    """The product by its pages: each person at a browser, on a database that is put back before each order."""

    def __init__(self, house: House, path: Path) -> None:
        self.house, self.path = house, path
        with writing(house.engine) as db:
            for code in PEOPLE:
                person = people.person_by_code(db, code)
                assert person is not None
                person.secret = people.hash_password(PASSWORD)
                db.add(person)
        self.pages = Pages(house.url, Clock(house.now))
        self.visitors: dict[str, Visitor] = {}
        for code in PEOPLE:
            visitor = self.pages.visitor()
            assert visitor.post("/sign-in", {"code": code, "password": PASSWORD}).status_code == 302
            visitor.token = ""
            self.visitors[code] = visitor
        with house.asking() as act:
            session = house.session(act)
            self.item, self.number = house.motion(act).id, session.id
            self.sites = {one.code: one.id for one in sitting.sites_of(act.db, session.id or 0)}
            entries = sitting.entries_of(act.db, sitting.roll_of(act.db, session.id or 0, CONGRESS))
            self.entries = {one.number: one.id for one in entries}
        with house.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        self.bytes = path.read_bytes()

    def begin_again(self) -> None:
        """Put the database back to where everybody has just signed in to the product."""
        self.house.engine.dispose()
        self.pages.engine.dispose()
        for one in self.path.parent.glob(f"{self.path.name}-*"):
            one.unlink()
        self.path.write_bytes(self.bytes)

    def does(self, one: dict[str, Any]) -> bool:
        verb, fields = one["act"], {"reason": one.get("reason", ""), "scrutineers": "甲", "tellers": "乙"}
        visitor = self.visitors[one.get("person", "secretary")]
        if verb in ("in", "out"):
            site = next(code for code, own in SITES.items() if one["who"] in own)
            sent = {"site": self.sites[site], "entry": self.entries[one["who"]], "way": verb}
            return visitor.post(f"/sessions/{self.number}/attend", sent).status_code == 302
        if verb in ("type", "retype"):
            names = ("issued", "returned", "spoiled", "in_favour", "against")
            sheet = sheet_from(*one["figures"])
            fields |= {name: str(figure) for name, figure in zip(names, one["figures"], strict=True)}
            fields |= {"site": str(self.sites[one["site"]]), "gap": one["gap"]}
            fields |= {"valid": str(sheet.valid), "abstain": str(sheet.abstain)}
        if one.get("none_back"):
            fields["none_back"] = "yes"
        answer = visitor.post(f"/items/{self.item}/{_ADDRESSES[verb]}", fields)
        assert answer.status_code in (302, 403, 409, 422), f"{one}: {answer.status_code}"
        return answer.status_code == 302

    def seen(self) -> dict[str, Any]:
        with self.house.asking("secretary") as act:
            return _seen(act.db, self.house, act)


_ADDRESSES = {
    "open": "open-ballot",
    "reopen": "reopen-ballot",
    "close": "close-ballot",
    "type": "count",
    "retype": "correct-sheet",
    "recount": "recount",
    "declare": "adopt",
    "repeat": "repeat-ballot",
    "ask": "ask-correction",
    "drop": "drop-correction",
    "agree": "agree-correction",
}


def _seen(db: Session, house: House, act: Act) -> dict[str, Any]:
    motion = house.motion(act)
    every = ballots.ballots_of(db, motion)
    return {
        "state": house.edition(act).state.value,
        "outcomes": [[one.outcome.value for one in ballots.results_of(db, ballot)] for ballot in every],
        "present": [sum(ballots.present_in(db, ballot).values()) for ballot in every],
    }


# Acts in random order -----------------------------------------------------------------------------------------------


def next_act(chance: random.Random, hall: Hall) -> dict[str, Any]:
    """Mostly what a hall would do next, one time in six anything at all."""
    if chance.random() < 0.17:
        return _made(chance, hall, chance.choice(list(_VERBS)))
    last = hall.last
    if chance.random() < 0.2:
        return _made(chance, hall, chance.choice(("in", "out")))
    if last is None:
        return _made(chance, hall, "open" if len(hall.room) >= 6 else "in")
    if not last.closed:
        late = bool(hall.room - last.room)
        return _made(chance, hall, "reopen" if late and chance.random() < 0.7 else chance.choice(("in", "close")))
    if last.asked:
        if last.outcome() is not None and last.typed > last.asked[1]:
            return _made(chance, hall, "agree")
        return _made(chance, hall, "retype" if chance.random() < 0.8 else "drop")
    if last.outcomes:
        return _made(chance, hall, "repeat" if not hall.decided() and chance.random() < 0.7 else "ask")
    if last.outcome() is None:
        full = all(len(own) >= last.needed(site) for site, own in last.sheets.items())
        return _made(chance, hall, "retype" if full else "type")
    if last.recounted == last.typed and chance.random() < 0.3:
        return _made(chance, hall, "retype")
    return _made(chance, hall, "recount" if last.wants_recount() and chance.random() < 0.8 else "declare")


def _made(chance: random.Random, hall: Hall, verb: str) -> dict[str, Any]:
    one: dict[str, Any] = {"act": verb}
    if verb == "in":
        away = sorted(set(range(1, 10)) - hall.room) or [9]
        one["who"] = chance.choice(away) if chance.random() < 0.85 else chance.randint(1, 9)
    elif verb == "out":
        one["who"] = chance.choice(sorted(hall.room) or [1])
    elif verb == "reopen":
        one |= {"reason": chance.choice(("航班晚点", "航班晚点", "")), "none_back": chance.random() < 0.85}
    elif verb in ("type", "retype"):
        one |= _sheet(chance, hall, verb)
    elif verb == "ask":
        one |= {
            "person": "secretary" if chance.random() < 0.9 else "teller",
            "reason": chance.choice(("漏数", "漏数", "漏数", "漏数", "")),
        }
    elif verb == "agree":
        one["person"] = chance.choice(("secretary", "teller", "teller", *PEOPLE))
    return one


def _sheet(chance: random.Random, hall: Hall, verb: str) -> dict[str, Any]:
    """A sheet: mostly what lies on the table, else a slip, a paper too many, or as many as are in the room now."""
    last = hall.last or Attempt(frozenset(hall.room))
    short = [site for site, own in last.sheets.items() if len(own) < last.needed(site)] or list(SITES)
    differing = [site for site, own in last.sheets.items() if len(set(own.values())) > 1]
    wanted = short if verb == "type" else differing
    site = chance.choice(wanted if wanted and chance.random() < 0.9 else list(SITES))
    own = last.sheets[site]
    likely = [one for one in COUNTING if (one in own) is (verb == "retype")] or list(COUNTING)
    person = chance.choice(likely if chance.random() < 0.9 else list(PEOPLE))
    here = last.present(site)
    true = (here, here, 0, chance.choice((here, here, here // 2, 0)), 0)
    other = next((figures for who, figures in own.items() if who != person), None)
    differ = other is not None and own.get(person) != other
    way = chance.random()
    if way < 0.7 and other is not None and differ:
        figures = list(other)
    elif way < 0.75:
        figures = list(true)
    elif way < 0.82:
        figures = [here, here + 1, 0, here, 0]
    elif way < 0.88:
        figures = [sum(1 for one in hall.room if one in SITES[site])] * 2 + [0, here, 0]
    else:
        figures = [max(0, number + chance.choice((-1, 0, 0, 1))) for number in true]
    found = {"person": person, "site": site, "figures": figures, "gap": chance.choice(("带走一张", "带走一张", ""))}
    return found | ({"reason": chance.choice(("看错", "看错", "看错", "看错", "看错", ""))} if verb == "retype" else {})


# Running ------------------------------------------------------------------------------------------------------------


class Hallway:
    """Databases in which the text is locked: one for the verbs, one for the pages, each put back after every order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.house = self._house("hall.db")
        self.browsers: Browsers | None = None

    def _house(self, name: str) -> House:
        url = f"sqlite:///{self.folder / name}"
        enrolled(url)
        return House(url).until("lock")

    @contextmanager
    def product(self, *, pages: bool) -> Iterator[Verbs | Browsers]:
        """The product before the first act; whatever is done to it leaves no trace."""
        if pages:
            if self.browsers is None:
                self.browsers = Browsers(self._house("pages.db"), self.folder / "pages.db")
            self.browsers.begin_again()
            yield self.browsers
            return
        try:
            with writing(self.house.engine) as db:
                yield Verbs(self.house, db)
                raise Undo
        except Undo:
            pass


def trial(seed: int, hallway: Hallway, tally: Tally, *, pages: bool, acts: list[dict[str, Any]] | None = None) -> None:
    """One order, held against the model after each act."""
    chance, hall = random.Random(seed), Hall()
    done: list[dict[str, Any]] = []
    tally.orders += 1
    with hallway.product(pages=pages) as product:
        last = (len(acts) if acts is not None else chance.randint(SHORTEST, LONGEST)) - 1
        for number in range(last + 1):
            one = acts[number] if acts is not None else next_act(chance, hall)
            done.append(one)
            expected, got = hall.does(one), product.does(one)
            (tally.taken if got else tally.refused)[one["act"]] += 1
            model: dict[str, Any] = {}
            seen: dict[str, Any] = {}
            if acts is not None or number == last or (got and one["act"] not in ("in", "out", "type", "retype")):
                model, seen = hall.seen(), product.seen()
            if acts is not None:
                print(json.dumps({"act": one, "taken": got, "model": expected, **seen}, ensure_ascii=False))
            if expected is not got or model != seen:
                tally.wrong += 1
                tally.faults.append(
                    f"seed {seed}{' pages' if pages else ''}: {json.dumps(one, ensure_ascii=False)} taken {got}, by the "
                    f"model {expected}; {seen} by the model {model}; acts {json.dumps(done, ensure_ascii=False)}"
                )
                return


def report(tally: Tally) -> None:
    """How often each kind of act occurred, and the faults."""
    total = tally.taken.total() + tally.refused.total()
    print(f"{'act':10} {'taken':>8} {'refused':>8} {'share':>7}")
    for act in _VERBS:
        both = tally.taken[act] + tally.refused[act]
        print(f"{act:10} {tally.taken[act]:8} {tally.refused[act]:8} {100 * both / max(total, 1):6.1f}%")
    for line in tally.faults[:SHOWN]:
        print(line, file=sys.stderr)
    print(f"orders {tally.orders} wrong {tally.wrong}")


def main(options: list[str]) -> int:
    """Run the orders; 1 when one of them came out otherwise than the model says."""
    reader = argparse.ArgumentParser(prog="python -m benchmarks presence", description=__doc__)
    reader.add_argument("--n", type=int, default=200)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--replay", type=Path)
    given = reader.parse_args(options)
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        hallway = Hallway(Path(folder))
        if given.replay:
            lines = [json.loads(line) for line in given.replay.read_text(encoding="utf-8").splitlines() if line.strip()]
            trial(0, hallway, tally, pages=False, acts=lines)
        else:
            for number in range(given.n):
                trial(given.seed * 100_003 + number, hallway, tally, pages=number % HTTP == HTTP - 1)
    report(tally)
    return 1 if tally.wrong else 0
