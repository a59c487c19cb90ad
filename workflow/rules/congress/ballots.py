"""One attempt at a vote: how many sheets a site needs, which of them agree, and when papers are recounted.

Sources: our own rule that papers are counted by two people, each on their own (figure ballot.hand_counts); 选举法 art. 43 by
analogy (tellers and scrutineers make a record). Counting by hand errs, so two sheets are two counts by different people who do
not see each other's figures, never one sheet typed twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workflow.rules.congress.votes import LARGEST_FIGURE, CountSheet, sheet_problems
from workflow.words import Words


class PresenceSource(StrEnum):
    """When the presence that an attempt is judged by was read."""

    AT_OPENING = "at_opening"
    #: Before ballots were opened: read at each site when its papers were counted. Nothing new is declared on it.
    AT_COUNTING = "at_counting"

    @property
    def is_at_opening(self) -> bool:
        """True when a list of who was present was made before papers were handed out."""
        return self is PresenceSource.AT_OPENING


PRESENCE_WORDS = {
    PresenceSource.AT_OPENING: Words("开始投票时的在场人数", "presence at the opening of the ballot"),
    PresenceSource.AT_COUNTING: Words(
        "计票录入时的在场人数（当时尚未实行开票登记）", "presence as read at counting, before ballots were opened"
    ),
}


@dataclass(frozen=True, slots=True)
class Entered:
    """One sheet as its person last entered it; `order` tells which sheet of a site came first."""

    person: int
    order: int
    sheet: CountSheet


def sheets_needed(present: int, counts: int, two_from: int) -> int:
    """How many sheets a site with so many delegates at the opening needs: none where nobody was, one at a small one."""
    if present <= 0:
        return 0
    return counts if present >= two_from else 1


@dataclass(frozen=True, slots=True)
class Counted:
    """How the sheets of an attempt stand, by site."""

    missing: tuple[int, ...]
    differing: tuple[int, ...]
    agreed: Mapping[int, CountSheet]


def counted(needed: Mapping[int, int], entered: Mapping[int, Sequence[Entered]]) -> Counted:
    """The sites that lack a sheet, those whose sheets differ, and the figures of those that have all of theirs.

    Two sheets of one person are one: only the last of each person is asked.
    """
    missing, differing, agreed = [], [], {}
    for site, wanted in needed.items():
        last = {one.person: one for one in sorted(entered.get(site, ()), key=lambda one: one.order)}
        if len(last) < wanted:
            missing.append(site)
        elif len({one.sheet for one in last.values()}) > 1:
            differing.append(site)
        elif wanted:
            agreed[site] = next(iter(last.values())).sheet
    return Counted(tuple(missing), tuple(differing), agreed)


def recount_is_due(in_favour: int, adoption_needed: int, papers: int, least: int, share: tuple[int, int]) -> bool:
    """Whether the result lies within `least` papers, or within that share of the papers returned, of the threshold."""
    distance = abs(in_favour - adoption_needed)
    return distance <= least or distance * share[1] <= share[0] * papers


def sheet_from(issued: int, returned: int, spoiled: int, in_favour: int, against: int) -> CountSheet:
    """A sheet from the five figures that are counted; valid papers and abstentions are computed, and may come out below 0."""
    valid = returned - spoiled
    return CountSheet(issued, returned, valid, spoiled, in_favour, against, valid - in_favour - against)


def problems_of(sheet: CountSheet, present: int) -> list[Words]:
    """Why these figures cannot be one site's count; empty when they add up."""
    typed = (sheet.issued, sheet.returned, sheet.spoiled, sheet.in_favour, sheet.against)
    if all(0 <= one <= LARGEST_FIGURE for one in typed):
        if sheet.valid < 0:
            return [
                Words(
                    f"废票{sheet.spoiled}张，多于收回的{sheet.returned}张。",
                    f"{sheet.spoiled} papers spoiled, but only {sheet.returned} returned.",
                )
            ]
        if sheet.abstain < 0:
            return [
                Words(
                    f"赞成{sheet.in_favour}＋反对{sheet.against}，多于有效{sheet.valid}（收回{sheet.returned}－废票{sheet.spoiled}）。",
                    f"For {sheet.in_favour} + against {sheet.against} is more than the {sheet.valid} valid papers "
                    f"(returned {sheet.returned} − spoiled {sheet.spoiled}).",
                )
            ]
    return sheet_problems(sheet, present)
