"""What the rules of a consultation of employees say, written down once more by itself: plain lists, no rows, no guards.

Nothing here imports the product. Days are whole numbers; an opinion is a number.
"""

from dataclasses import dataclass, field


@dataclass
class Asked:
    """One period."""

    since: int
    until: int
    box: list[int] = field(default_factory=list)
    read: list[int] = field(default_factory=list)
    group: dict[int, int] = field(default_factory=dict)
    answered: set[int] = field(default_factory=set)
    stopped: bool = False
    closed: bool = False

    def has_ended(self, day: int) -> bool:
        return self.closed or self.stopped or day > self.until

    def left(self) -> int:
        return sum(self.group.get(one) not in self.answered for one in self.read)


@dataclass
class Model:
    """Everything that was asked about one edition; `drafting`: its text is with the drafter."""

    periods: list[Asked] = field(default_factory=list)
    drafting: bool = False

    @property
    def last(self) -> Asked | None:
        return self.periods[-1] if self.periods else None

    def may(self, verb: str, day: int) -> bool:
        """Whether an act goes through."""
        one = self.last
        if verb == "open":
            return not self.drafting and all(
                other.has_ended(day) and (other.closed or other.stopped) for other in self.periods
            )
        if verb == "table":
            return self.gate(day)
        if one is None:
            return False
        if verb == "write":
            return not one.closed and not one.stopped and one.since <= day <= one.until
        if verb == "stop":
            return not one.closed and not one.stopped and day <= one.until
        if verb == "take":
            return not one.closed and one.has_ended(day) and bool(one.box)
        if verb == "close":
            return not one.closed and one.has_ended(day) and not one.box and not one.left()
        return not one.closed  # add, group, answer

    def gate(self, day: int) -> bool:
        """Whether it may be tabled as far as employees are concerned."""
        counting = [one for one in self.periods if not one.stopped or one.box or one.read]
        return all(one.closed for one in counting) and (not counting or any(not one.stopped for one in counting))
