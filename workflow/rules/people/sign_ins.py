"""How long a sign-in lasts, when it is fresh, and how wrong tries are slowed down: arithmetic on moments alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

#: By how much the clocks of two hosts may differ.
CLOCKS_DIFFER = timedelta(minutes=2)
#: When somebody was last seen is written no more often than this.
SEEN_EVERY = timedelta(minutes=5)
#: A fresh sign-in for each act, or one for each congress session, by verb.
EACH_TIME = frozenset({"issue"})
ONCE_A_SESSION = frozenset({"adopt", "deliberate", "agree_correction"})
#: Wrong tries of many accounts from one address, or of one account from many addresses: this many times those of one.
WIDE = 10
#: The first delay; each further wrong try doubles it.
FIRST_DELAY = timedelta(seconds=30)
#: A delay that many people share stays short, so that nobody can shut others out with it.
LONGEST_SHARED = timedelta(minutes=1)
FORGOTTEN_IN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long a sign-in lasts: without a sign of its person, in all, and how long it counts as fresh."""

    idle: timedelta
    longest: timedelta
    fresh: timedelta

    def is_over(self, started: datetime, seen: datetime, now: datetime) -> bool:
        """True from the very moment on that the idle time or the whole time is full; and before it began, as clocks go."""
        return now - seen >= self.idle or now - started >= self.longest or started - now > CLOCKS_DIFFER

    def is_fresh(self, proven: datetime, now: datetime) -> bool:
        """True when the password was given at most `fresh` ago."""
        return -CLOCKS_DIFFER <= now - proven <= self.fresh


@dataclass(frozen=True, slots=True)
class Proof:
    """The sign-in by which somebody acts in a browser: its number, when the password was given, how long that is fresh."""

    sign_in_id: int
    proven_at: datetime
    lasting: Lasting


@dataclass(frozen=True, slots=True)
class Bound:
    """`free` wrong tries at once, each forgotten after `every`; beyond them a delay that doubles up to `longest`."""

    free: int
    every: timedelta
    longest: timedelta

    def after_wrong(self, forgotten: datetime, now: datetime) -> tuple[datetime, datetime]:
        """When the last wrong try is forgotten, and when the next one is let in, after one more at `now`."""
        forgotten = max(forgotten, now) + self.every
        return forgotten, now + self._delay(-((now - forgotten) // self.every))

    def _delay(self, remembered: int) -> timedelta:
        if remembered < self.free:
            return timedelta()
        # Doubling beyond a day would leave what a timedelta holds.
        return min(FIRST_DELAY * (1 << min(remembered - self.free, 12)), self.longest)


def one_by_one(attempts: int, pause: timedelta) -> Bound:
    """The bound for one account at one address, for a known device, or for one sign-in that proves itself again."""
    return Bound(attempts, FORGOTTEN_IN / attempts, pause)


def all_together(attempts: int, pause: timedelta) -> Bound:
    """The bound for one address with whatever account, and for one account from whatever address."""
    return Bound(attempts * WIDE, FORGOTTEN_IN / (attempts * WIDE), min(pause, LONGEST_SHARED))
