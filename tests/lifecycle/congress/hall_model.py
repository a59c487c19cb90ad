"""A model of a vote that knows only who was in the room when it was opened; it shares nothing with the product but the acts.

Nine delegates: 1 to 7 at headquarters, 8 and 9 in the south. The rules are written out here by hand: two thirds of nine are
six, more than half of nine is five, a site of five or more takes two sheets, within two papers of five there is a recount.
"""

from dataclasses import dataclass, field
from typing import Any

ALL, QUORUM, NEEDED, TWO_SHEETS_FROM = 9, 6, 5, 5
SITES = {"hq": range(1, 8), "south": range(8, 10)}
COUNTING = ("secretary", "teller", "second-teller")
Figures = tuple[int, int, int, int, int]


@dataclass
class Attempt:
    """One attempt: who was in the room at its opening, and the sheets, by site and person, each with its corrections."""

    room: frozenset[int]
    closed: bool = False
    sheets: dict[str, dict[str, Figures]] = field(default_factory=lambda: {"hq": {}, "south": {}})
    typed: int = 0
    recounted: int = -1
    outcomes: list[str] = field(default_factory=list)
    #: Who put the declaration in question, and how many times somebody had typed by then.
    asked: tuple[str, int] | None = None

    def present(self, site: str) -> int:
        return sum(1 for one in self.room if one in SITES[site])

    def needed(self, site: str) -> int:
        here = self.present(site)
        return 0 if here == 0 else 1 if here < TWO_SHEETS_FROM else 2

    def agreed(self) -> list[Figures] | None:
        """One sheet of each site where anybody was, when all are in and say the same."""
        out = []
        for site, by_person in self.sheets.items():
            if len(by_person) != self.needed(site):
                return None
            if len(set(by_person.values())) > 1:
                return None
            out += list(by_person.values())[:1]
        return out or None

    def outcome(self) -> str | None:
        found = self.agreed()
        if found is None:
            return None
        if any(returned > issued for issued, returned, *_ in found):
            return "void"
        if len(self.room) < QUORUM:
            return "no_quorum"
        return "carried" if sum(one[3] for one in found) >= NEEDED else "lost"

    def wants_recount(self) -> bool:
        return (
            self.outcome() in ("carried", "lost")
            and abs(sum(one[3] for one in self.agreed() or []) - NEEDED) <= 2
            and self.recounted != self.typed
        )


@dataclass
class Hall:
    """The room and the attempts; `does` says whether an act is taken, and does it."""

    room: set[int] = field(default_factory=lambda: {1, 2, 3, 4, 5, 6, 8, 9})
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def last(self) -> Attempt | None:
        return self.attempts[-1] if self.attempts else None

    def decided(self) -> bool:
        return bool(self.last and self.last.outcomes and self.last.outcomes[-1] in ("carried", "lost"))

    def does(self, act: dict[str, Any]) -> bool:
        """Whether the act is taken; one that is not changes nothing."""
        return bool(getattr(self, f"_{act['act']}")(act))

    def seen(self) -> dict[str, Any]:
        """What must be the same in the product."""
        last = self.last
        outcome = last.outcomes[-1] if last and last.outcomes else ""
        return {
            "state": {"carried": "adopted", "lost": "rejected"}.get(outcome, "awaiting"),
            "outcomes": [one.outcomes for one in self.attempts],
            "present": [len(one.room) for one in self.attempts],
        }

    def _in(self, act: dict[str, Any]) -> bool:
        self.room.add(act["who"])
        return True

    def _out(self, act: dict[str, Any]) -> bool:
        self.room.discard(act["who"])
        return True

    def _open(self, _act: dict[str, Any]) -> bool:
        if self.last or len(self.room) < QUORUM:
            return False
        self.attempts.append(Attempt(frozenset(self.room)))
        return True

    def _casting(self) -> Attempt | None:
        return self.last if self.last and not self.last.closed else None

    def _reopen(self, act: dict[str, Any]) -> bool:
        last = self._casting()
        if last is None or not self.room - last.room or len(self.room) < QUORUM:
            return False
        if not act["reason"] or not act["none_back"]:
            return False
        last.room = frozenset(self.room)
        return True

    def _close(self, _act: dict[str, Any]) -> bool:
        last = self._casting()
        if last is None:
            return False
        last.closed = True
        return True

    def _fits(self, last: Attempt, act: dict[str, Any]) -> bool:
        issued, returned, spoiled, in_favour, against = act["figures"]
        return (
            min(act["figures"]) >= 0
            and last.present(act["site"]) > 0
            and issued <= last.present(act["site"])
            and in_favour + against <= returned - spoiled
            and (issued <= returned or bool(act["gap"]))
        )

    def _type(self, act: dict[str, Any]) -> bool:
        last, person = self.last, act["person"]
        if last is None or not last.closed or last.outcomes or person not in COUNTING:
            return False
        own = last.sheets[act["site"]]
        if not self._fits(last, act) or person in own or len(own) >= last.needed(act["site"]):
            return False
        own[person] = tuple(act["figures"])
        last.typed += 1
        return True

    def _retype(self, act: dict[str, Any]) -> bool:
        last, person = self.last, act["person"]
        if last is None or not last.closed or (last.outcomes and last.asked is None) or person not in COUNTING:
            return False
        own = last.sheets[act["site"]]
        figures = tuple(act["figures"])
        if not self._fits(last, act) or own.get(person) in (None, figures) or not act["reason"]:
            return False
        own[person] = figures
        last.typed += 1
        return True

    def _recount(self, _act: dict[str, Any]) -> bool:
        last = self.last
        if last is None or not last.closed or last.outcomes or not last.wants_recount():
            return False
        last.recounted = last.typed
        return True

    def _declare(self, _act: dict[str, Any]) -> bool:
        last = self.last
        outcome = last.outcome() if last else None
        if last is None or not last.closed or last.outcomes or outcome is None or last.wants_recount():
            return False
        last.outcomes.append(outcome)
        return True

    def _repeat(self, _act: dict[str, Any]) -> bool:
        last = self.last
        if last is None or not last.outcomes or self.decided() or last.asked or len(self.room) < QUORUM:
            return False
        self.attempts.append(Attempt(frozenset(self.room)))
        return True

    def _ask(self, act: dict[str, Any]) -> bool:
        last = self.last
        if last is None or not last.outcomes or last.asked or act["person"] != "secretary" or not act["reason"]:
            return False
        last.asked = (act["person"], last.typed)
        return True

    def _drop(self, _act: dict[str, Any]) -> bool:
        last = self.last
        if last is None or last.asked is None or last.typed > last.asked[1]:
            return False
        last.asked = None
        return True

    def _agree(self, act: dict[str, Any]) -> bool:
        last = self.last
        if last is None or last.asked is None or act["person"] not in COUNTING or act["person"] == last.asked[0]:
            return False
        outcome = last.outcome()
        if last.typed == last.asked[1] or outcome is None:
            return False
        last.outcomes.append(outcome)
        last.asked = None
        return True
