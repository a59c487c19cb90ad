"""What a review comes to, by what was done in it alone: written from the specification, and from nothing of the product's own rule.

A text is the words of two articles. The value of an article that a side approved last must be that of the text that stands, with
no request for changes on it after; threads wait for the drafters or for their author; a draft beside the text holds up its end.
"""

from copy import deepcopy
from dataclasses import dataclass, field

from tests.web.review.enumerated.acts import BASE, BEGUN, LABELS, SAVES, Text, Try

LEGAL, UNION, DEPARTMENT = "legal", "union", "department"
#: The two articles and the title, which nobody changes here.
ITEMS = (0, 1, 2)
#: A capacity, and the unit that is meant; "" for anybody of it.
Seat = tuple[str, str]
OFFICES: dict[str, tuple[str, frozenset[str]]] = {
    "legal": (LEGAL, frozenset()),
    "writing-reviewer": (LEGAL, frozenset()),
    "union": (UNION, frozenset()),
    "head": (DEPARTMENT, frozenset()),
    "finance": (DEPARTMENT, frozenset({"finance"})),
}
#: In whose name the deputy may decide.
LENT = ("legal", "union")
COVERING = ("approve", "keep-reservation")
IN_REVIEW, DRAFTING, RETURNED, GONE_ON, WITHDRAWN = "in_review", "drafting", "returned", "consulting", "withdrawn"


@dataclass
class Given:
    number: int
    #: Whose decision it is, and everybody with a part in it.
    person: str
    hands: frozenset[str]
    capacity: str
    units: frozenset[str]
    decision: str
    items: frozenset[int] | None
    text: Text
    own: frozenset[int]
    heard: bool
    moment: int
    withdrawn: bool = False
    lifted: bool = False


@dataclass
class Call:
    number: int
    seat: Seat
    manner: str
    moment: int
    ended: bool = False


@dataclass
class Talk:
    number: int
    who: str
    asks: str
    words: str = ""
    answered: bool = False
    ended: bool = False
    settled: bool = False

    def wants(self) -> str:
        if self.ended:
            return ""
        if self.words and not self.settled:
            return "decision"
        if self.asks == "note":
            return ""
        if not self.answered:
            return "answer"
        return "resolution" if self.asks == "blocking" else ""


@dataclass
class Model:
    """One situation of the review."""

    state: str = IN_REVIEW
    head: Text = BEGUN
    draft: Text = BEGUN
    head_authors: dict[int, frozenset[str]] = field(
        default_factory=lambda: dict.fromkeys((0, 1), frozenset({"drafter"}))
    )
    authors: dict[int, frozenset[str]] = field(default_factory=lambda: dict.fromkeys((0, 1), frozenset({"drafter"})))
    given: list[Given] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    talks: list[Talk] = field(default_factory=list)
    moment: int = 0
    days: int = 0
    due: int | None = 0

    # What was done --------------------------------------------------------------------------------------------------

    def after(self, one: Try, number: int) -> "Model":
        """The situation after an act that was done, and what the system did then."""
        new = deepcopy(self)
        new.moment += 1
        new._do(one, number)
        new._goes_on()
        return new

    def next_day(self) -> "Model":
        new = deepcopy(self)
        new.days += 1
        overdue = new.due is not None and new.due < new.days
        if new.state == IN_REVIEW and overdue and any(new.asking(seat) for seat in new.seats()):
            new.state = RETURNED
        return new

    def _goes_on(self) -> None:
        if self.state == IN_REVIEW and not self.blockers():
            self.state = GONE_ON

    def _do(self, one: Try, number: int) -> None:
        if one.verb in ("approve", "keep-reservation", "request-changes", "mark-seen"):
            self._decide(one, number)
        elif one.verb in ("withdraw-decision", "dismiss-request"):
            decision = next(each for each in self.given if each.number == one.about)
            decision.withdrawn |= one.verb == "withdraw-decision"
            decision.lifted |= one.verb == "dismiss-request"
        elif one.verb in ("call-in", "end-call", "hand-on"):
            self._calls(one, number)
        elif one.verb in ("save", "submit", "conclude-as-read", "revise", "withdraw"):
            self._drafts(one)
        else:
            self._says(one, number)

    def _says(self, one: Try, number: int) -> None:
        known = any(each.number == number for each in self.talks)
        match one.verb:
            case "comment" if not known:
                self.talks.append(Talk(number, one.who, one.more))
            case "suggest" if not known:
                self.talks.append(Talk(number, one.who, "note", "丙" if self.head[0] != "丙" else "乙"))
            case "answer":
                self._talk(one.about).answered = True
            case "resolve":
                self._talk(one.about).ended = True
            case "decline-written" | "written-by-hand":
                self._talk(one.about).settled = True
            case "accept-written" if number != -1:
                talk = self._talk(one.about)
                talk.settled = True
                self._save((talk.words, self.draft[1]), one.who)

    def _calls(self, one: Try, number: int) -> None:
        if one.verb == "call-in":
            manner, _, unit = one.more.partition(":")
            self.calls.append(Call(number, (DEPARTMENT, unit), manner, self.moment))
            return
        call = self._call(one.about)
        call.ended = True
        if one.verb == "hand-on":
            seat = (DEPARTMENT, "" if call.seat[1] else "finance")
            self.calls.append(Call(number, seat, call.manner, self.moment))

    def _drafts(self, one: Try) -> None:
        match one.verb:
            case "save":
                self._save(SAVES[int(one.more)], one.who)
            case "submit":
                self.head, self.head_authors, self.state, self.due = self.draft, dict(self.authors), IN_REVIEW, None
            case "conclude-as-read":
                self.state = GONE_ON
            case "revise":
                self.state = DRAFTING
            case "withdraw":
                self.state = WITHDRAWN

    def _talk(self, number: int) -> Talk:
        return next(each for each in self.talks if each.number == number)

    def _call(self, number: int) -> Call:
        return next(each for each in self.calls if each.number == number)

    def _save(self, text: Text, who: str) -> None:
        for at in (0, 1):
            if text[at] == BASE[at]:
                self.authors[at] = frozenset()
            elif text[at] != self.draft[at]:
                self.authors[at] |= {who}
        self.draft = text

    def _decide(self, one: Try, number: int) -> None:
        capacity, _, item = one.more.partition(":")
        person = one.behalf or one.who
        hands, units = frozenset({one.who, person}), OFFICES[person][1]
        heard = any(
            each.manner == "opinion" and _takes(each.seat, capacity, units) and not each.ended for each in self.calls
        )
        items = frozenset({int(item)}) if item else None
        own = frozenset(at for at in (0, 1) if self.head_authors[at] & hands)
        self.given.append(
            Given(number, person, hands, capacity, units, one.verb, items, self.head, own, heard, self.moment)
        )

    # What it comes to -----------------------------------------------------------------------------------------------

    def required(self) -> list[Seat]:
        called = {each.seat for each in self.calls if not each.ended and each.manner == "required"}
        if any(unit for _, unit in called):  # 部门 is not meant beside a department that is named
            called.discard((DEPARTMENT, ""))
        return [(LEGAL, ""), (UNION, ""), *sorted(called)]

    def seats(self) -> list[Seat]:
        """Those that must approve, and a capacity in which somebody asks for changes without being asked."""
        besides = [(capacity, "*") for capacity in (LEGAL, UNION, DEPARTMENT) if self.asking((capacity, "*"))]
        return [*self.required(), *besides]

    def of(self, seat: Seat) -> list[Given]:
        alive = [each for each in self.given if not each.withdrawn]
        if seat[1] != "*":
            return [each for each in alive if _takes(seat, each.capacity, each.units)]
        free = [each for each in alive if not any(_takes(one, each.capacity, each.units) for one in self.required())]
        return [
            each
            for each in free
            if each.capacity == seat[0] and not (each.heard and each.decision == "request-changes")
        ]

    def asking(self, seat: Seat) -> set[str]:
        """Whose request stands: what was asked of single articles goes article by article, what of the text with the text."""
        whole: dict[str, bool] = {}
        single: dict[str, set[int]] = {}
        for each in self.of(seat):
            asked = single.setdefault(each.person, set())
            if each.decision in COVERING and each.items is None:
                whole[each.person] = False
                asked.clear()
            elif each.decision in COVERING:
                asked -= each.items or frozenset()
            elif each.decision == "request-changes" and not each.lifted:
                if each.items is None:
                    whole[each.person] = True
                else:
                    asked |= each.items
        return {who for who in single if single[who] or whole.get(who)}

    def standing(self, seat: Seat, at: int) -> tuple[bool, Given | None]:
        """Whether an article is open for a side, and by which decision it is covered where it is not."""
        approved, by, asked = _value(BASE, at), None, False
        for each in self.of(seat):
            if each.items is not None and at not in each.items:
                continue
            if each.decision in COVERING and at not in each.own:
                approved, by, asked = _value(each.text, at), each, False
            elif each.decision == "request-changes" and _value(each.text, at) == _value(self.head, at):
                asked = True
        is_open = asked or approved != _value(self.head, at)
        return is_open, None if is_open else by

    def open(self, seat: Seat) -> set[int]:
        return {at for at in ITEMS if self.standing(seat, at)[0]} if seat[1] != "*" else set()

    def hands(self, seat: Seat) -> frozenset[str]:
        """Everybody with a part in what covers something now; an approval of the whole covers the order of the articles too."""
        whole = [each for each in self.of(seat) if each.items is None and each.decision in COVERING]
        covering = [self.standing(seat, at)[1] for at in ITEMS] + whole[-1:]
        return frozenset().union(*(each.hands for each in covering if each))

    def decided(self, seat: Seat) -> bool:
        return any(each.decision in COVERING for each in self.of(seat))

    def shared(self, seat: Seat) -> set[Seat]:
        return (
            {one for one in self.required() if one[0] != seat[0] and self.hands(one) & self.hands(seat)}
            if seat[1] != "*"
            else set()
        )

    def missing(self) -> dict[Seat, tuple[frozenset[str], frozenset[str], bool]]:
        """What each side still has to do: which articles are open, who asks for changes, whether it has decided at all."""
        found = {}
        for seat in self.seats():
            undecided = seat[1] != "*" and not self.decided(seat)
            if self.open(seat) or self.asking(seat) or undecided or self.shared(seat):
                found[seat] = (frozenset(LABELS[at] for at in self.open(seat)), frozenset(self.asking(seat)), undecided)
        return found

    def waiting(self) -> dict[int, str]:
        """The threads that wait, by number, with for what."""
        return {each.number: each.wants() for each in self.talks if each.wants()}

    def blockers(self) -> list[str]:
        """What stands against the end of the review."""
        wants = set(self.waiting().values())
        return (
            [f"{capacity}:{unit}" for capacity, unit in self.missing()]
            + sorted(wants)
            + (["draft"] if self.draft != self.head else [])
        )

    # Whose turn it is -----------------------------------------------------------------------------------------------

    def hats(self, who: str) -> list[tuple[str, str, frozenset[str]]]:
        """Who one is as a reviewer: the person, the capacity and the units."""
        several = LENT if who == "deputy" else (who,) if who in OFFICES else ()
        return [(one, *OFFICES[one]) for one in several]

    def may_approve(self, who: str, person: str, items: frozenset[int] | None = None) -> bool:
        """Whether an approval under a hat is taken: not of one's own words alone, nor with hands that fill another capacity."""
        capacity, units = OFFICES[person]
        hands = frozenset({who, person})
        own = {at for at in (0, 1) if self.head_authors[at] & hands}
        if self._taken(capacity, hands):
            return False
        if items is not None:
            return not items <= own
        mine = [seat for seat in self.seats() if seat[0] == capacity and (seat[1] in ("", "*") or seat[1] in units)]
        return not mine or any(not self.open(seat) or self.open(seat) - own for seat in mine)

    def _taken(self, capacity: str, hands: frozenset[str]) -> bool:
        required = self.required()
        if capacity not in {one for one, _ in required}:
            return False
        return any(seat[0] != capacity and self.hands(seat) & hands for seat in required)

    def waits_for(self, who: str) -> bool:
        """Whether a decision of somebody would change what is missing, or their opinion is asked for."""
        if self.state != IN_REVIEW or not any(self.may_approve(who, person) for person, _, _ in self.hats(who)):
            return False
        return any(self._would_change(who, *hat) or self._is_asked(who, *hat) for hat in self.hats(who))

    def _would_change(self, who: str, person: str, capacity: str, units: frozenset[str]) -> bool:
        hands = frozenset({who, person})
        if self._taken(capacity, hands):
            return False
        own = {at for at in (0, 1) if self.head_authors[at] & hands}
        for seat in self.seats():
            if seat[0] != capacity or not (seat[1] in ("", "*") or seat[1] in units):
                continue
            if person in self.asking(seat):
                return True
            if seat[1] == "*":
                continue
            others = bool(self.shared(seat)) and person not in self.hands(seat)
            if self.open(seat) - own or others or not (self.decided(seat) or self.open(seat)):
                return True
        return False

    def _is_asked(self, who: str, person: str, capacity: str, units: frozenset[str]) -> bool:
        for call in self.calls:
            if call.ended or call.manner != "opinion" or not _takes(call.seat, capacity, units):
                continue
            said = [
                each
                for each in self.given
                if each.capacity == capacity and not each.withdrawn and each.moment > call.moment
            ]
            if not any(who in each.hands for each in said):
                return True
        return False

    def drafters_are_waited_for(self) -> bool:
        """While a round is read: once somebody asks for changes, or only their draft holds up the end."""
        if self.state in (DRAFTING, RETURNED):
            return True
        if self.state != IN_REVIEW:
            return False
        return self.blockers() == ["draft"] or any(self.asking(seat) for seat in self.seats())


def _takes(seat: Seat, capacity: str, units: frozenset[str]) -> bool:
    return seat[0] == capacity and (not seat[1] or seat[1] in units)


def _value(text: Text, at: int) -> str | None:
    return text[at] if at < len(text) else "标题"
