"""When the approvals of a text count: computed from fingerprints each time it is asked, never from what happened since.

Fail closed: whatever is not covered at its exact fingerprint, by somebody who did not write it, is still open.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from workflow.rules.roles import CAPACITY_WORDS, Capacity
from workflow.words import Words


class Decision(StrEnum):
    """What a reviewer decided. A reservation is recorded and does not block."""

    APPROVE = "approve"
    REQUEST_CHANGES = "request_changes"
    RESERVATION = "reservation"
    SEEN = "seen"


DECISION_WORDS = {
    Decision.APPROVE: Words("通过", "Approved"),
    Decision.REQUEST_CHANGES: Words("要求修改", "Changes requested"),
    Decision.RESERVATION: Words("保留意见", "Reservation"),
    Decision.SEEN: Words("已阅", "Seen"),
}


class CoverKind(StrEnum):
    """What one line of an approval covers."""

    PROVISION = "key"
    STRUCTURE = "structure"
    WHOLE = "whole"


#: Stands for the order of the provisions where otherwise the key of a provision stands.
STRUCTURE = ""


@dataclass(frozen=True, slots=True)
class Given:
    """One recorded decision, as the rules need it. `order` rises with time.

    person    whose decision it is
    deputies  who took it in that person's name, when it was delegated
    """

    order: int
    person: int
    capacity: Capacity
    decision: Decision
    round_number: int
    provisions: Mapping[str, str]
    structure: str | None
    deputies: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Head:
    """What has to be covered: changed provisions (key → fingerprint and label) and the fingerprint of the structure."""

    provisions: Mapping[str, tuple[str, str]]
    structure: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How one required capacity stands: the labels still open, whether the structure is, and who asks for changes."""

    capacity: Capacity
    open_labels: tuple[str, ...]
    structure_open: bool
    requested_by: tuple[int, ...]

    @property
    def counts(self) -> bool:
        """True when this capacity has approved everything as it now reads and asks for nothing."""
        return not (self.open_labels or self.structure_open or self.requested_by)

    def words(self) -> Words:
        """One sentence on what this capacity still has to do."""
        name = CAPACITY_WORDS[self.capacity]
        if self.requested_by:
            return Words(
                f"{name.zh}要求修改，尚未解除。", f"{name.en} asked for changes and has not lifted the request."
            )
        if not self.open_labels:
            return Words(f"{name.zh}尚未确认条文顺序。", f"{name.en} has not confirmed the order of the provisions.")
        shown = "、".join(self.open_labels[:3])
        if len(self.open_labels) <= 3:
            return Words(f"{name.zh}尚未通过：{shown}。", f"{name.en} has not approved: {', '.join(self.open_labels)}.")
        count = len(self.open_labels)
        return Words(f"{name.zh}尚未通过：{shown}等{count}处。", f"{name.en} has not approved {count} provisions.")


def standing(
    required: Iterable[Capacity],
    head: Head,
    given: Iterable[Given],
    contributors: Mapping[str, frozenset[int]],
) -> list[Standing]:
    """How each required capacity stands on the head text, in the order of `required`.

    contributors  key → the people who wrote words of that provision (STRUCTURE: who put the provisions in this order);
                  their approval of it does not count, in their own name or another's
    A request for changes stands until the same person decides otherwise in the same capacity.
    """
    decisions = sorted(given, key=lambda one: one.order)
    out = []
    for capacity in required:
        covered: dict[str, set[str]] = {}
        structures: set[str] = set()
        last: dict[int, Decision] = {}
        for one in decisions:
            if one.capacity is not capacity:
                continue
            if one.decision in (Decision.APPROVE, Decision.REQUEST_CHANGES):
                last[one.person] = one.decision
            if one.decision is Decision.APPROVE:
                hands = one.deputies | {one.person}
                for key, fingerprint in one.provisions.items():
                    if not hands & contributors.get(key, frozenset()):
                        covered.setdefault(key, set()).add(fingerprint)
                if one.structure is not None and not hands & contributors.get(STRUCTURE, frozenset()):
                    structures.add(one.structure)
        open_labels = tuple(
            label for key, (fingerprint, label) in head.provisions.items() if fingerprint not in covered.get(key, ())
        )
        requested = tuple(person for person, decision in last.items() if decision is Decision.REQUEST_CHANGES)
        out.append(Standing(capacity, open_labels, head.structure not in structures, requested))
    return out
