"""Count sheets that add up, as tellers fill them in."""

from workflow.lifecycle.congress import counting
from workflow.rules.congress.votes import CountSheet


def sheet(*, in_favour: int = 0, against: int = 0, abstain: int = 0, spoiled: int = 0, lost: int = 0) -> CountSheet:
    """A count sheet that adds up; `lost` papers were issued and never came back (below zero: more came back)."""
    valid = in_favour + against + abstain
    returned = valid + spoiled
    return CountSheet(returned + lost, returned, valid, spoiled, in_favour, against, abstain)


def paper(figures: CountSheet) -> counting.Paper:
    """A sheet as filled in, with the people who stand for it, and a word on papers that did not come back."""
    return counting.Paper(figures, "甲", "乙", "有人把票带走了。" if figures.issued > figures.returned else "")
