"""One history played on the product and told to the journal at the same time, with what each says after every act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from benchmarks.histories.drafts import BASE, Parts, labels, rows, settled, untold, written
from benchmarks.histories.model import Entry, Journal
from benchmarks.histories.verbs import dismiss, drafting_conclude, drafting_revise, drafting_submit, withdraw
from benchmarks.histories.world import PROCEDURE, World, begun
from workflow.lifecycle.acting import Act, Refused
from workflow.lifecycle.draft import drafting, referring
from workflow.lifecycle.facts import approvals, references, texts
from workflow.lifecycle.facts.review import turns
from workflow.lifecycle.review import reviewing
from workflow.records.database.session import reading, writing
from workflow.records.regulation import Edition
from workflow.rules.approvals import STRUCTURE
from workflow.rules.people.roles import Capacity
from workflow.rules.review import Decision
from workflow.rules.states import State
from workflow.text.comparing.items import Worded
from workflow.words import Language

REQUIRED = {"legal": ("zh", "en"), "union": ("zh",)}
OPEN = (State.DRAFTING, State.RETURNED)
DONE = State.CONSULTING
DECISIONS = {"approve": Decision.APPROVE, "request": Decision.REQUEST_CHANGES, "reserve": Decision.RESERVATION}
OPINION = "按规定办理。"


@dataclass
class Sent:
    """A decision as it was sent: what makes a second one the same, with the texts that its page showed."""

    key: tuple[str, str, str, str, tuple[str, ...], tuple[str, ...]]
    shown: dict[str, str]
    round_number: int
    entry: Entry
    row: int


@dataclass
class Outcome:
    """What came of an act: nothing when it went through, else the refusal; and where the two accounts differ."""

    refused: str = ""
    wrong: list[str] = field(default_factory=list)
    needless: list[str] = field(default_factory=list)


class Play:
    """The edition of one history."""

    def __init__(self, world: World, number: int) -> None:
        self.world, self.number = world, number
        english = settled(tuple(part for part in BASE if part.name != "x"), "en")
        self.parts: dict[str, Parts] = {"zh": BASE, "en": english}
        self.base = dict(self.parts)
        self.journal = Journal(
            REQUIRED,
            {(language, part.name): part.meaning for language, parts in self.parts.items() for part in parts},
            {language: rows(parts) for language, parts in self.parts.items()},
        )
        self.keys: dict[tuple[str, str], str] = {}
        self.sent: list[Sent] = []
        self.rounds = 0
        self.state = State.DRAFTING
        self.earlier: list[str] = []
        self.submitted: dict[str, Parts] = {}
        #: An article was saved that cites another one than in the save before: whoever did so is asked whether it is meant.
        self.recited = False
        with reading(world.engine) as db:
            self.edition = begun(db, number)
        self.told()

    # What people do -------------------------------------------------------------------------------------------------

    def do(self, act: dict[str, Any]) -> Outcome:
        """Carry an act out on the product and in the journal, and hold the two against each other."""
        outcome = Outcome()
        self.world.tick()
        try:
            getattr(self, f"_{act['do']}")(act, outcome)
        except Refused as error:
            outcome.refused = " ".join(one.en for one in error.reasons)
        self._compare(outcome)
        return outcome

    def _edition(self, act: Act) -> Edition:
        return act.db.get_one(Edition, self.edition)

    def _save(self, act: dict[str, Any], _outcome: Outcome) -> None:
        language, parts = act["language"], settled(untold(act["items"]), act["language"])
        with writing(self.world.engine) as db:
            done = self.world.act(db, act["who"])
            edition = self._edition(done)
            base = texts.latest(db, edition, language)
            drafting.save(done, edition, language, written(parts, language), base)
        cited = {part.name: part.cites for part in self.parts[language]}
        self.recited |= any(part.cites and cited.get(part.name) not in ("", None, part.cites) for part in parts)
        self.parts[language] = parts
        meanings = {part.name: part.meaning for part in parts}
        self.journal.save(self.world.ids[act["who"]], language, meanings, rows(parts))
        if self.state in OPEN:
            self.journal.put_before_others()
        self._go_on()

    def is_complete(self) -> bool:
        """Whether only the draft beside the text holds up the end of the review."""
        return self.state is State.IN_REVIEW and self.journal.concluded()

    def _draft_waits(self) -> bool:
        """Whether the drafters have other words than those that are read."""
        return any(written(self.parts[one], one) != written(self.submitted[one], one) for one in self.parts)

    def _submit(self, act: dict[str, Any], outcome: Outcome) -> None:
        self._answer(outcome)
        nothing = all(written(self.parts[one], one) == written(self.base[one], one) for one in self.parts)
        nothing |= self.state is State.IN_REVIEW and not self._draft_waits()
        try:
            self._through(act, drafting_submit, "submit", {"note": "请审核。"})
        except Refused:
            if not nothing:
                outcome.needless.append("submitting was refused")
            raise
        if nothing:
            outcome.wrong.append("an edition that is its base, or a round that is the one before, was submitted")
        self.rounds += 1
        self.submitted = dict(self.parts)
        self.journal.put_before_others()
        self.state = DONE if self.journal.concluded() else State.IN_REVIEW
        with reading(self.world.engine) as db:
            self.earlier.append(approvals.shown_of(db, db.get_one(Edition, self.edition)))

    def _answer(self, outcome: Outcome) -> None:
        """The drafter says of each reference that is asked about that it means what it names."""
        with writing(self.world.engine) as db:
            done = self.world.act(db, "drafter")
            edition = self._edition(done)
            for question in references.open_in(db, edition):
                referring.confirm_reference(done, edition, question)
                if not self.recited:
                    outcome.needless.append("a reference is asked about that nobody changed")

    def _revise(self, act: dict[str, Any], _outcome: Outcome) -> None:
        self._through(act, drafting_revise, "revise", {"reason": "再改。"})
        self.state = State.DRAFTING
        self.journal.put_before_others()

    def _conclude(self, act: dict[str, Any], outcome: Outcome) -> None:
        """The drafter ends the review on what was read, whatever the draft says."""
        allowed = self.state is State.IN_REVIEW and self._draft_waits() and self.journal.concluded()
        try:
            self._through(act, drafting_conclude, "conclude-as-read", {})
        except Refused:
            if allowed:
                outcome.needless.append("concluding was refused")
            raise
        if not allowed:
            outcome.wrong.append("a review was concluded that was not complete")
        self.state = DONE

    def _approve(self, act: dict[str, Any], outcome: Outcome) -> None:
        self._decide(act, outcome, lets_pass=True)

    def _reserve(self, act: dict[str, Any], outcome: Outcome) -> None:
        self._decide(act, outcome, lets_pass=True)

    def _request(self, act: dict[str, Any], outcome: Outcome) -> None:
        self._decide(act, outcome, lets_pass=False)

    def _decide(self, act: dict[str, Any], outcome: Outcome, *, lets_pass: bool) -> None:
        who, behalf, capacity = act["who"], act.get("for", ""), act["capacity"]
        person, hands = self.world.ids[behalf or who], {self.world.ids[who], self.world.ids[behalf or who]}
        languages = tuple(act.get("languages", ("zh", "en")))
        only = tuple(act.get("only", ()))
        key = (who, behalf, capacity, act["do"], languages, only)
        older = bool(act.get("earlier")) and self.earlier[0] != self.earlier[-1]
        shown = self._page(act, languages)
        same = None if older else self._same(key, shown)
        places = self._places(only)
        why_not = "" if same else self._why_not(hands, capacity, places, lets_pass=lets_pass, older=older)
        try:
            row = self._send(act, languages=languages)
        except Refused:
            if not why_not:
                outcome.needless.append("a decision was refused")
            raise
        if why_not:
            outcome.wrong.append(f"a decision was taken although {why_not}")
        if same is not None:
            if row != same.row:
                outcome.wrong.append("the same decision counts twice")
            return
        if any(row == one.row for one in self.sent):
            outcome.needless.append("a new decision was taken for an old one")
            return
        entry = self.journal.decide(person, hands, capacity, lets_pass=lets_pass, languages=languages, only=places)
        self.sent.append(Sent(key, shown, self.rounds, entry, row))
        if lets_pass:
            self._go_on()

    def _page(self, act: dict[str, Any], languages: tuple[str, ...]) -> dict[str, str]:
        """The texts on the page that a decision is sent from: those that were put before the reviewers, whatever is drafted beside."""
        parts = self.submitted if act.get("http") or self.state in (State.IN_REVIEW, DONE) else self.parts
        return {one: written(parts[one], one) for one in languages if one in parts}

    def _places(self, only: tuple[str, ...]) -> set[tuple[str, str]] | None:
        """Single items as an act names them: "zh a0", "zh " for the order; None for the whole text."""
        several = [one.partition(" ") for one in only]
        return {(language, item) for language, _, item in several} if several else None

    def _same(
        self, key: tuple[str, str, str, str, tuple[str, ...], tuple[str, ...]], shown: dict[str, str]
    ) -> Sent | None:
        """The decision that this one repeats: sent by the same people as the same, from a page with the same texts."""
        within = [one for one in self.sent if one.round_number == self.rounds]
        mine = [one for one in within if one.key[:3] == key[:3]]
        if not mine or (mine[-1].key, mine[-1].shown) != (key, shown) or mine[-1].entry.dead or mine[-1].entry.lifted:
            return None
        return mine[-1] if self.state is State.IN_REVIEW or mine[-1] is within[-1] else None

    def _why_not(
        self, hands: set[int], capacity: str, places: set[tuple[str, str]] | None, *, lets_pass: bool, older: bool
    ) -> str:
        if self.state is not State.IN_REVIEW:
            return "nothing is in review"
        if older:
            return "the page showed an older text"
        if not lets_pass:
            return ""
        if self.journal.taken(capacity, hands):
            return "the same hands fill another capacity"
        if places is not None:
            written_by_us = all(self.journal.writers.get(place, set()) & hands for place in places)
            return "all that is chosen is their own" if written_by_us else ""
        missing = self.journal.open(capacity) if capacity in REQUIRED else set()
        if missing and all(self.journal.writers.get(place, set()) & hands for place in missing):
            return "all that is open is their own"
        return ""

    def _withdraw(self, act: dict[str, Any], outcome: Outcome) -> None:
        sent = self.sent[act["decision"]]
        mine = self.world.ids[act["who"]] in sent.entry.hands
        allowed = mine and not sent.entry.dead and self._may_end(sent)
        self._end(act, outcome, sent, allowed, "withdraw")
        sent.entry.dead = True
        self._go_on()

    def _may_end(self, sent: Sent) -> bool:
        return self.state is State.IN_REVIEW or (self.state in OPEN and not sent.entry.lets_pass)

    def _dismiss(self, act: dict[str, Any], outcome: Outcome) -> None:
        sent = self.sent[act["decision"]]
        allowed = not sent.entry.lets_pass and not sent.entry.dead and not sent.entry.lifted and self._may_end(sent)
        self._end(act, outcome, sent, allowed, "dismiss")
        sent.entry.lifted = True
        self._go_on()

    def _end(self, act: dict[str, Any], outcome: Outcome, sent: Sent, allowed: bool, verb: str) -> None:
        try:
            if verb == "withdraw":
                self._through(act, withdraw, "withdraw-decision", {"decision": str(sent.row)})
            else:
                self._through(act, dismiss, "dismiss-request", {"decision": str(sent.row), "reason": "已调离。"})
        except Refused:
            if allowed:
                outcome.needless.append(f"{verb} was refused")
            raise
        if not allowed:
            outcome.wrong.append(f"{verb} went through")

    def _go_on(self) -> None:
        if self.state is State.IN_REVIEW and self.journal.concluded() and not self._draft_waits():
            self.state = DONE

    # How it reaches the product -------------------------------------------------------------------------------------

    def _address(self, tail: str) -> str:
        return f"/regulations/benefits-{self.number}/editions/2/{tail}"

    def _through(self, act: dict[str, Any], verb: Any, tail: str, fields: dict[str, str]) -> None:
        """By the verb, or by its form when the act says so."""
        if not act.get("http"):
            with writing(self.world.engine) as db:
                done = self.world.act(db, act["who"])
                verb(done, self._edition(done), fields)
            return
        page = self.world.page(act["who"], self._address("review"))
        with reading(self.world.engine) as db:
            edition = self._edition(self.world.act(db, "drafter"))
            shown = approvals.shown_of(db, edition, on_draft=tail == "submit").split()[0]
        status = self.world.post(act["who"], self._address(tail), page, {"fingerprint": shown, **fields})
        if status != 302:
            raise Refused(tail, [])

    def _send(self, act: dict[str, Any], *, languages: tuple[str, ...]) -> int:
        """Send a decision; the number of its row."""
        if act.get("http"):
            return self._send_form(act)
        with writing(self.world.engine) as db:
            done = self.world.act(db, act["who"], act.get("for", ""))
            edition = self._edition(done)
            shown = self.earlier[0] if act.get("earlier") else approvals.shown_of(db, edition)
            if "en" not in languages:
                shown = shown.split()[0]
            items = self._items(act)
            capacity = Capacity(act["capacity"])
            return reviewing.decide(done, edition, DECISIONS[act["do"]], capacity, OPINION, shown, items).id or 0

    def _items(self, act: dict[str, Any]) -> frozenset[tuple[Language, str]] | None:
        """The items that a decision names, by their permanent keys."""
        places = self._places(tuple(act.get("only", ())))
        if places is None:
            return None
        keys = {(language, name): key for (language, key), name in self.keys.items() if key}
        return frozenset((Language(language), keys[language, item] if item else STRUCTURE) for language, item in places)

    def _send_form(self, act: dict[str, Any]) -> int:
        page = self.world.page(act["who"], self._address("review"))
        shown = page.partition('name="fingerprint" value="')[2].partition('"')[0]
        if self.state is not State.IN_REVIEW:  # the form of a page that was open before
            shown = self.earlier[-1] if self.earlier else ""
        fields = {"fingerprint": shown, "opinion": OPINION, "capacity": act["capacity"]}
        if act.get("for"):
            fields["on_behalf_of"] = str(self._delegation(act))
        items = self._items(act)
        if items is not None:
            fields["item"] = " ".join(f"{language.value}:{key}" for language, key in sorted(items))
        tail = {"approve": "approve", "request": "request-changes", "reserve": "keep-reservation"}[act["do"]]
        if self.world.post(act["who"], self._address(tail), page, fields) != 302:
            raise Refused(tail, [])
        with reading(self.world.engine) as db:
            done = self.world.act(db, act["who"])
            us = (done.person_id, self.world.ids[act["for"]] if act.get("for") else None, act["capacity"])
            found = reviewing.approvals_of(db, self._edition(done))
            return next(
                one.id or 0 for one, _ in reversed(found) if (one.person_id, one.on_behalf_of, one.capacity.value) == us
            )

    def _delegation(self, act: dict[str, Any]) -> int:
        with reading(self.world.engine) as db:
            done = self.world.act(db, act["who"])
            hats = turns.hats_of(db, done.person, done.today)
            return next(one.delegation.id or 0 for one in hats if one.delegation is not None)

    # What each account says -----------------------------------------------------------------------------------------

    def _learn_keys(self, head: Mapping[Language, Worded]) -> None:
        """Which key the product gives to which item of the newest texts."""
        for language, parts in self.parts.items():
            worded = head.get(Language(language))
            keys = {item.label: key for key, item in worded.items.items()} if worded else {}
            for name, label in labels(parts, language).items():
                self.keys[language, keys.get(label, "")] = name

    def told(self) -> dict[str, Any]:
        """What the product says: the state, what each capacity has open, who asks for changes."""
        with reading(self.world.engine) as db:
            edition = db.get_one(Edition, self.edition)
            review = approvals.review_of(db, edition, PROCEDURE, self.world.today)
            drafted = approvals.review_of(db, edition, PROCEDURE, self.world.today, on_draft=True)
            self._learn_keys(drafted.head)
            return {
                "state": edition.state.value,
                "open": {
                    one.capacity.value: sorted(
                        {f"{card.language} {self._name(card.language, card.key)}" for card in one.open}
                    )
                    for one in review.standings
                },
                "asking": {
                    one.capacity.value: sorted(self.world.names[who] for who in one.asking)
                    for one in review.standings
                    if one.asking
                },
                "counts": all(one.counts for one in review.standings),
            }

    def _name(self, language: str, key: str) -> str:
        return "order" if key == STRUCTURE else self.keys.get((language, key), f"unknown {key}")

    def _compare(self, outcome: Outcome) -> None:
        told = self.told()
        for capacity in REQUIRED:
            mine = {f"{language} {item or 'order'}" for language, item in self.journal.open(capacity)}
            product = set(told["open"].get(capacity, ()))
            outcome.wrong += [f"{capacity} is said to have approved {one}" for one in sorted(mine - product)]
            outcome.needless += [f"{capacity} is asked again for {one}" for one in sorted(product - mine)]
        for capacity in ("legal", "union", "department"):
            mine_asking = {self.world.names[who] for who in self.journal.asking(capacity)}
            asking = set(told["asking"].get(capacity, ()))
            outcome.wrong += [f"the request of {one} is ignored" for one in sorted(mine_asking - asking)]
            outcome.needless += [f"a request of {one} is made up" for one in sorted(asking - mine_asking)]
        if told["state"] != self.state.value:
            early = told["state"] == DONE.value
            (outcome.wrong if early else outcome.needless).append(f"it is {told['state']}, not {self.state.value}")
