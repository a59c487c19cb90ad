"""What a vote may show of its figures, and when: one answer for every page, paper, file, event and export.

For, against, abstain and spoiled leave only as totals of one body in one attempt; before the declaration nothing of them
leaves for anyone. What is worked out here is worked out *from totals and from the numbers of papers*: what a site counted
never comes in, so that nothing shown can depend on it. Two histories that differ only in how a total is spread over the
sites look the same on every page.

Sources: the congress's own regulations (a site of fewer than five is not published apart); 企业民主管理规定 art. 20 (secret ballot).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from unicodedata import normalize

from workflow.rules.congress.votes import CountSheet, Outcome, Share
from workflow.words import Words

#: The smallest number of papers whose sum may be shown. A setting may raise it, never lower it.
FEWEST = 5
#: The figures that tell how people voted. `valid` is among them: with `returned` it gives the spoiled papers.
SECRET = ("valid", "spoiled", "in_favour", "against", "abstain")
#: What a sheet says of papers. They are no secret once the vote is declared; before, they would unblind a second count.
PAPERS = ("issued", "handed_out", "returned")
#: What may stand on one paper, with what makes it no vote.
CHOICES = ("in_favour", "against", "abstain", "spoiled")


@dataclass(frozen=True, slots=True)
class SitePapers:
    """What may be known of one site: people and papers, never what stood on them. None: not known yet."""

    site: str
    remote: bool
    due: int
    present: int
    handed_out: int | None = None
    returned: int | None = None

    @property
    def papers(self) -> int:
        """The papers that were returned; none while nobody has counted them."""
        return 0 if self.returned is None else self.returned


@dataclass(frozen=True, slots=True)
class Attempt:
    """One record of one attempt of one body to vote on one text.

    text      what is voted on; bodies are held against each other only where they vote on the same
    number    1, 2, … for one body and text; a second record of the same number corrects the first
    outcome   None until it is declared
    totals    of the whole body; None until every site has counted
    roll      the delegates of the body by name; voters  those present at the opening; empty: not known
    replaced  of a correcting record: the sites whose sheets differ from the first record's; None when that is not known
    """

    text: str
    body: str
    number: int
    sites: tuple[SitePapers, ...]
    all_delegates: int
    outcome: Outcome | None = None
    totals: CountSheet | None = None
    roll: tuple[str, ...] = ()
    voters: tuple[str, ...] = ()
    replaced: frozenset[str] | None = None

    @property
    def present(self) -> int:
        """Delegates present at all sites together."""
        return sum(one.present for one in self.sites)


class Withheld(StrEnum):
    """Why the totals of an attempt are not shown."""

    UNDECLARED = "undeclared"
    NO_EFFECT = "no_effect"
    FEW = "few"
    OTHER_BODY = "other_body"
    CORRECTION = "correction"


WITHHELD_WORDS = {
    Withheld.UNDECLARED: Words("宣布以前不公布任何票数。", "No figures are shown before the declaration."),
    Withheld.NO_EFFECT: Words("表决无效，不公布票数。", "The vote has no effect; its figures are not shown."),
    Withheld.FEW: Words(
        "收回的表决票过少，公布票数会暴露各人的表决，只公布结果。",
        "So few papers came back that figures would show how people voted; only the outcome is shown.",
    ),
    Withheld.OTHER_BODY: Words(
        "与先表决的机构成员几乎相同，两组票数相减会暴露各人的表决，只公布结果。",
        "Nearly the same people voted in the other body; the difference of the figures would show how some voted, so only "
        "the outcome is shown.",
    ),
    Withheld.CORRECTION: Words(
        "更正前后的票数相减会暴露少数人的表决，只公布更正后的结果。",
        "The difference between the figures before and after the correction would show how a few voted; only the corrected "
        "outcome is shown.",
    ),
}
#: Said before anybody votes, wherever a vote is opened or a ballot paper is printed.
UNANIMITY = Words(
    "票数只公布本机构的合计。如果全体投了同样的票，合计会显示每个人怎样投票，无记名也不能避免。",
    "Figures are shown only as totals of the whole body. If everybody votes alike, the total shows how each voted; a secret "
    "ballot cannot prevent that.",
)


@dataclass(frozen=True, slots=True)
class WithoutRemote:
    """The vote without the sites joined by video. `outcome` is None where it may not be said."""

    present: int
    quorum_reached: bool
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Shown:
    """All that anybody may be shown of one attempt. `totals` is None exactly when `withheld` says why."""

    outcome: Outcome | None
    sites: tuple[SitePapers, ...]
    totals: CountSheet | None
    withheld: Withheld | None
    without_remote: WithoutRemote | None


def shown(attempts: Sequence[Attempt], *, quorum: Share, adoption: Share, fewest: int = FEWEST) -> tuple[Shown, ...]:
    """What may be shown of each of `attempts`, which come in the order of their declarations (undeclared ones last).

    They are judged together, because figures that are harmless one by one are not so side by side: give all attempts of
    all bodies on one text. fewest  as the procedure sets it; never below `FEWEST`.
    """
    fewest = max(fewest, FEWEST)
    out: list[Shown] = []
    for at, one in enumerate(attempts):
        earlier = [
            before
            for before, answer in zip(attempts[:at], out, strict=True)
            if answer.totals is not None and before.text == one.text
        ]
        why = _withheld(one, earlier, fewest)
        remote = _without_remote(one, quorum, adoption, fewest, figures=why is None)
        declared = one.outcome is not None
        sites = one.sites if declared else tuple(replace(site, returned=None) for site in one.sites)
        out.append(Shown(one.outcome, sites, None if why else one.totals, why, remote))
    return tuple(out)


def told(payload: Mapping[str, object], *, declared: bool, totals: bool) -> dict[str, object]:
    """The payload of an event without the figures that may not leave: every door to events goes through this.

    declared  whether the vote it tells of is declared; before that not even the papers that came back are told
    totals    whether it is that declaration and its totals are shown; a site's sheet never has any to show
    """
    return _without(payload, {*(() if declared else PAPERS), *(() if totals else SECRET)})


def _without(payload: Mapping[str, object], hidden: set[str]) -> dict[str, object]:
    def inside(value: object) -> object:
        if isinstance(value, Mapping):
            return _without(value, hidden)
        return [inside(one) for one in value] if isinstance(value, list) else value

    return {
        name: inside(value)
        for name, value in payload.items()
        if name not in hidden and not (name.startswith("hall_") and name != "hall_present")
    }


def may_read_sheet(
    *, entered: bool, deciding: bool, differing: bool, declared: bool, in_question: bool = False
) -> bool:
    """Whether somebody may read the figures of one site's sheet.

    entered    they entered this sheet themselves
    deciding   they are the secretary or entered another sheet of the site; `differing`  all its sheets are in and do not agree
    declared   then nobody, because with two sites one's own sheet and the total are the sheet of the other; `in_question`
               while a correction is open, those whom a difference between corrected sheets stops
    """
    if declared:
        return in_question and differing and (entered or deciding)
    return entered or (deciding and differing)


def _withheld(one: Attempt, earlier: list[Attempt], fewest: int) -> Withheld | None:
    if one.outcome is None or one.totals is None:
        return Withheld.UNDECLARED
    if one.outcome in (Outcome.VOID, Outcome.NO_QUORUM):
        return Withheld.NO_EFFECT
    if one.totals.returned < fewest:
        return Withheld.FEW
    for before in earlier:
        voters = apart(before.voters or before.roll, one.voters or one.roll)
        if before.body != one.body and min(apart(before.roll, one.roll), voters) < fewest:
            return Withheld.OTHER_BODY
    again = [before for before in earlier if (before.body, before.number) == (one.body, one.number)]
    # Two corrections of one attempt give two differences; only one is ever shown.
    if len(again) > 1 or (again and not _correction_hides(again[0], one, fewest)):
        return Withheld.CORRECTION
    return None


def apart(some: Iterable[str], others: Iterable[str]) -> int:
    """How many people belong to one of two groups only. Names are compared without spaces and widths, and a namesake is
    taken for the same person: a wrong guess hides more, never less."""
    left, right = (Counter("".join(normalize("NFKC", name).split()) for name in group) for group in (some, others))
    return (left - right).total() + (right - left).total()


def _correction_hides(before: Attempt, after: Attempt, fewest: int) -> bool:
    """Whether the totals before and after a correction, side by side, leave the replaced sheets in the dark.

    The difference of the totals is the difference of the replaced sheets alone. They must hold `fewest` papers, and no
    choice on them may become certain by it that was not certain from the later totals.
    """
    old, new = ({site.site: site.papers for site in one.sites} for one in (before, after))
    if after.replaced is not None:
        return _in_the_dark(before, after, fewest, old, new, after.replaced)
    # Not known which: it might have been any site that had papers.
    return all(
        _in_the_dark(before, after, fewest, old, new, frozenset({name}))
        for name in new
        if old.get(name, 0) or new[name]
    )


def _in_the_dark(
    before: Attempt, after: Attempt, fewest: int, old: Mapping[str, int], new: Mapping[str, int], group: frozenset[str]
) -> bool:
    """The same for the sheets of one `group` of sites; old, new  the papers returned at each site in either record."""
    was, now = (sum(papers.get(name, 0) for name in group) for papers in (old, new))
    if min(was, now) < fewest or before.totals is None or after.totals is None:
        return False
    for choice in CHOICES:
        earlier, later = getattr(before.totals, choice), getattr(after.totals, choice)
        least, most = max(0, later - (sum(new.values()) - now)), min(now, later)
        more = later - earlier
        lowest = max(least, max(0, earlier - (sum(old.values()) - was)) + more)
        highest = min(most, min(was, earlier) + more)
        if highest <= lowest and least < most:
            return False
    return True


def _without_remote(
    one: Attempt, quorum: Share, adoption: Share, fewest: int, *, figures: bool
) -> WithoutRemote | None:
    """The vote without the sites by video: presence always; the outcome only where it follows from what is shown anyway.

    That every remote site and the hall returned `fewest` is asked as well. How many in the hall voted for it is never
    shown: with one remote site it would be that site's count.
    """
    away = [site for site in one.sites if site.remote]
    if not any(site.present for site in away):
        return None
    hall = [site for site in one.sites if not site.remote]
    present = sum(site.present for site in hall)
    reached = quorum.reached(present, one.all_delegates)
    papers = sum(site.papers for site in hall)
    outcome = None
    if figures and one.totals is not None and papers >= fewest and all(site.papers >= fewest for site in away):
        outcome = _follows(one, one.totals, papers, adoption) if reached else Outcome.NO_QUORUM
    return WithoutRemote(present, reached, outcome)


def _follows(one: Attempt, totals: CountSheet, papers: int, adoption: Share) -> Outcome | None:
    """The outcome in the hall when it is certain from the total and the papers of the hall, else None."""
    least = max(0, totals.in_favour - (totals.returned - papers))
    most = min(papers, totals.in_favour)
    if adoption.reached(least, one.all_delegates):
        return Outcome.CARRIED
    return None if adoption.reached(most, one.all_delegates) else Outcome.LOST
