"""What happens next in a random history: edits of every kind, decisions of everybody who may decide, and races."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from benchmarks.histories.drafts import ARTICLES, BASE, Part, Parts, told
from benchmarks.histories.play import DONE, OPEN, Play
from workflow.rules.states import State

#: Who decides, for whom, as what.
HATS = (
    ("legal", "", "legal"), ("legal2", "", "legal"), ("writer", "", "legal"), ("writer", "", "legal"), ("union2", "legal", "legal"),
    ("union", "", "union"), ("union2", "", "union"), ("deputy", "union", "union"), ("department", "", "department"),
)  # fmt: skip
WRITERS = ("drafter", "second", "writer")
EDITS = (
    "words", "words", "delete", "put in", "put back", "drop", "drop all", "move", "retitle", "preamble", "annex", "chapter",
    "typography", "cite",
)  # fmt: skip
#: Kinds of acts as they are counted.
KINDS = (
    *dict.fromkeys(EDITS), "translate", "submit", "revise", "approve", "as deputy", "partly own", "request", "outside request",
    "withdraw", "dismiss", "race: sent twice", "race: older page", "race: decided meanwhile", "translation not shown", "by http",
    "single items", "request about items", "concluded", "refused", "conclude as read", "next round", "draft put back", "written beside",
)  # fmt: skip


class Chances:
    """Draws the acts of one history."""

    def __init__(self, dice: random.Random, play: Play) -> None:
        self.dice, self.play = dice, play
        self.gone: dict[str, Part] = {}

    def next(self) -> tuple[str, dict[str, Any]]:
        """The kind of the next act, and the act."""
        state = self.play.state
        kind, act = (
            self._drafting() if state in OPEN else self._reviewing() if state is State.IN_REVIEW else self._after()
        )
        by_form = ("submit", "revise", "conclude", "approve", "request", "withdraw", "dismiss")
        if act["do"] in by_form and not act.get("earlier") and "languages" not in act and self.dice.random() < 0.09:
            act["http"] = True
        return kind, act

    def _drafting(self) -> tuple[str, dict[str, Any]]:
        roll = self.dice.random()
        ended = self._ending() if roll < 0.08 else None
        if ended:
            return ended
        if roll < 0.19 and self.play.sent:
            return self._late()
        if roll < 0.42 and self._changed():
            return "submit", {"do": "submit", "who": "drafter"}
        return self._drafting_words()

    def _drafting_words(self) -> tuple[str, dict[str, Any]]:
        if self.dice.random() < 0.13:
            return "translate", self._translated()
        kind = self.dice.choice(EDITS)
        parts = getattr(self, f"_{kind.replace(' ', '_')}")(self.play.parts["zh"])
        return kind, self._saved(parts, "zh")

    def _changed(self) -> bool:
        return self.play.parts != self.play.base or self.dice.random() < 0.1

    def _reviewing(self) -> tuple[str, dict[str, Any]]:
        roll = self.dice.random()
        if roll < 0.07:
            return "revise", {"do": "revise", "who": "drafter"}
        if roll < 0.24:
            return self._beside()
        roll = (roll - 0.24) / 0.76
        if roll < 0.04:
            return "outside request", {"do": "request", "who": "department", "capacity": "department"}
        if roll < 0.14:
            act = self._decision("request")
            if self.dice.random() < 0.4 and (only := self._some(act["capacity"])):
                return "request about items", {**act, "only": only}
            return ("outside request" if act["capacity"] == "department" else "request"), act
        if roll < 0.30 and (ended := self._ending()):
            return ended
        if roll < 0.36 and self.play.sent:
            return "race: sent twice", self._again()
        if roll < 0.49 and len(self.play.earlier) > 1:
            return "race: older page", {**self._decision("approve"), "earlier": True}
        act = self._decision("reserve" if self.dice.random() < 0.1 else "approve")
        if roll < 0.62 and (only := self._some(act["capacity"])):
            return ("single items", {**act, "only": only})
        if roll < 0.66:
            return "translation not shown", {**act, "languages": ["zh"]}
        hands = {self.play.world.ids[one] for one in (act["who"], act.get("for")) if one}
        if act.get("for"):
            return "as deputy", act
        return "partly own" if any(hands & people for people in self.play.journal.writers.values()) else "approve", act

    def _beside(self) -> tuple[str, dict[str, Any]]:
        """The drafters write the text of the next round meanwhile, and put it before the others, or leave it out."""
        roll = self.dice.random()
        if roll < 0.12 or (self.play.is_complete() and roll < 0.5):
            return "conclude as read", {"do": "conclude", "who": "drafter"}
        if roll < 0.45:
            return "next round", {"do": "submit", "who": "drafter"}
        if roll < 0.6:
            read = self.play.submitted["zh"]
            return "draft put back", self._saved(read, "zh")
        return self._drafting_words()

    def _after(self) -> tuple[str, dict[str, Any]]:
        return self._late() if self.dice.random() < 0.5 else ("revise", {"do": "revise", "who": "drafter"})

    def _late(self) -> tuple[str, dict[str, Any]]:
        """A decision that comes when nothing is in review any more, or the last one once more."""
        if self.play.sent and self.dice.random() < 0.25:
            return "race: sent twice", self._again()
        return "race: decided meanwhile", self._decision("approve")

    def _some(self, capacity: str) -> list[str]:
        """Single items that a decision may be about: mostly open ones, now and then one that is not, or the order."""
        play = self.play
        known = [f"{language} {part.name}" for language, parts in play.submitted.items() for part in parts]
        wanted = [f"{language} {item}" for language, item in sorted(play.journal.open(capacity))]
        pool = wanted if wanted and self.dice.random() < 0.8 else [*known, "zh "]
        chosen = {self.dice.choice(pool) for _ in range(self.dice.choice((1, 1, 2, 4)))}
        told = {f"{language} {name}" for (language, _), name in play.keys.items()} | {"zh ", "en "}
        return sorted(one for one in chosen if one in told)

    def _decision(self, verb: str) -> dict[str, Any]:
        who, behalf, capacity = self.dice.choice(HATS)
        return {"do": verb, "who": who, "capacity": capacity, **({"for": behalf} if behalf else {})}

    def _again(self) -> dict[str, Any]:
        who, behalf, capacity, verb, languages, only = self.play.sent[-1].key
        act = {
            "do": verb,
            "who": who,
            "capacity": capacity,
            "languages": list(languages),
            **({"only": list(only)} if only else {}),
        }
        return {**act, "for": behalf} if behalf else act

    def _ending(self) -> tuple[str, dict[str, Any]] | None:
        """Somebody takes a decision back, or the chair lifts a request; now and then the wrong person, or too late."""
        asked = [i for i, one in enumerate(self.play.sent) if not one.entry.lets_pass]
        if asked and self.dice.random() < 0.5:
            return "dismiss", {"do": "dismiss", "who": "chair", "decision": self.dice.choice(asked)}
        if not self.play.sent:
            return None
        number = self.dice.randrange(len(self.play.sent))
        hands = [self.play.world.names[one] for one in sorted(self.play.sent[number].entry.hands)]
        who = self.dice.choice(hands) if self.dice.random() < 0.9 else "department"
        return "withdraw", {"do": "withdraw", "who": who, "decision": number}

    # Edits ----------------------------------------------------------------------------------------------------------

    def _saved(self, parts: Parts, language: str) -> dict[str, Any]:
        return {"do": "save", "who": self.dice.choice(WRITERS), "language": language, "items": told(parts)}

    def _one(self, parts: Parts, start: str) -> int:
        found = [i for i, part in enumerate(parts) if part.name.startswith(start)]
        return self.dice.choice(found) if found else -1

    def _reworded(self, parts: Parts, start: str) -> Parts:
        place = self._one(parts, start)
        if place < 0:
            return parts
        part = parts[place]
        new = replace(part, words=self.dice.choice([one for one in range(3) if one != part.words]))
        return (*parts[:place], new, *parts[place + 1 :])

    def _words(self, parts: Parts) -> Parts:
        return self._reworded(parts, "a")

    def _retitle(self, parts: Parts) -> Parts:
        return self._reworded(parts, "t")

    def _chapter(self, parts: Parts) -> Parts:
        return self._reworded(parts, "k")

    def _preamble(self, parts: Parts) -> Parts:
        return self._in_frame(parts, "p", 1)

    def _annex(self, parts: Parts) -> Parts:
        return self._in_frame(parts, "x", len(parts))

    def _in_frame(self, parts: Parts, name: str, place: int) -> Parts:
        """Reword it, take it out, or put it back."""
        if not any(part.name == name for part in parts):
            return (*parts[:place], self.gone.get(name, Part(name)), *parts[place:])
        if self.dice.random() < 0.5:
            return self._reworded(parts, name)
        return self._without(parts, self._one(parts, name))

    def _without(self, parts: Parts, place: int) -> Parts:
        self.gone[parts[place].name] = parts[place]
        return (*parts[:place], *parts[place + 1 :])

    def _delete(self, parts: Parts) -> Parts:
        articles = sum(part.name.startswith("a") for part in parts)
        return self._without(parts, self._one(parts, "a")) if articles > 3 else self._words(parts)

    def _placed(self, parts: Parts, part: Part) -> Parts:
        """Somewhere after a chapter or an article."""
        place = self.dice.choice([i for i, one in enumerate(parts) if one.name[0] in "ka"]) + 1
        return (*parts[:place], part, *parts[place:])

    def _put_in(self, parts: Parts) -> Parts:
        free = [n for n in range(len(ARTICLES)) if all(p.name != f"a{n}" for p in (*parts, *BASE, *self.gone.values()))]
        return self._placed(parts, Part(f"a{free[0]}")) if free else self._words(parts)

    def _put_back(self, parts: Parts) -> Parts:
        """In the words it had: one whose cited article is gone would come back in others, and be a new one."""
        names = {part.name for part in parts}
        fits = {"", *names}
        found = [
            part for name, part in self.gone.items() if name[0] == "a" and name not in names and part.cites in fits
        ]
        return self._placed(parts, self.dice.choice(found)) if found else self._delete(parts)

    def _drop(self, parts: Parts) -> Parts:
        base = {part.name: part for part in BASE}
        changed = [i for i, part in enumerate(parts) if part.name in base and part != base[part.name]]
        if not changed:
            return self._words(parts)
        place = self.dice.choice(changed)
        return (*parts[:place], base[parts[place].name], *parts[place + 1 :])

    def _drop_all(self, _parts: Parts) -> Parts:
        return BASE

    def _move(self, parts: Parts) -> Parts:
        place = self._one(parts, "a")
        rest = (*parts[:place], *parts[place + 1 :])
        return self._placed(rest, parts[place])

    def _typography(self, parts: Parts) -> Parts:
        place = self._one(parts, self.dice.choice("aapx"))
        if place < 0:
            return parts
        part = parts[place]
        return (*parts[:place], replace(part, typography=not part.typography), *parts[place + 1 :])

    def _cite(self, parts: Parts) -> Parts:
        place, target = self._one(parts, "a"), self._one(parts, "a")
        if place == target:
            return self._words(parts)
        part = parts[place]
        new = replace(part, cites="" if part.cites else parts[target].name)
        return (*parts[:place], new, *parts[place + 1 :])

    def _translated(self) -> dict[str, Any]:
        """The translator follows the Chinese text item by item, and changes the words of one."""
        known = {part.name: part for part in self.play.parts["en"]}
        followed = tuple(
            known.get(part.name, Part(part.name)) for part in self.play.parts["zh"] if part.name != "x"
        )  # fmt: skip
        return self._saved(self._reworded(followed, self.dice.choice("aatp")), "en")


def is_over(play: Play, acts: int) -> bool:
    """A history ends when it was concluded late enough, or is long."""
    return acts >= 16 or (play.state is DONE and acts >= 7)
