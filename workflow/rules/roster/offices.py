"""Which offices of the product a cell of a list names: by their own words, alone or several. Nothing is guessed from a job title.

Nobody becomes an administrator by a list: 管理员 is a job in most enterprises, and whoever administers the house is named by hand.
"""

from __future__ import annotations

import re
import unicodedata

from workflow.rules.people.offices import Office
from workflow.rules.people.roles import CAPACITY_WORDS, ROLE_WORDS, Capacity, Role

#: What stands between two offices of one person.
_BETWEEN = re.compile(r"[、,，;；/／|+＋&\n]|和|兼")
_SIGNS = re.compile(r"[\W_]+")
#: What else an office is called.
_ALSO = {
    "制度起草人": (Role.DRAFTER,), "起草员": (Role.DRAFTER,),
    "审核员": (Role.REVIEWER,),
    "职代会工作人员": (Role.SECRETARY,), "secretary": (Role.SECRETARY,),
    "计票员": (Role.TELLER,),
    "印发员": (Role.ISSUER,), "公文印发人": (Role.ISSUER,),
    "职代会代表": (Role.DELEGATE,),
}  # fmt: skip


def named(said: str) -> tuple[tuple[Office, ...], tuple[str, ...]]:
    """The offices that a cell names, and those of its words that are none. Everybody is an employee as it is."""
    offices: list[Office] = []
    others: list[str] = []
    for part in _BETWEEN.split(said):
        bare = _bare(part)
        if not bare:
            continue
        found = _CALLED.get(bare)
        if found is None:
            others.append(part.strip())
        else:
            offices += [one for one in found if one not in offices]
    return tuple(offices), tuple(others)


def _bare(said: str) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFKC", said).casefold())


def _called() -> dict[str, tuple[Office, ...]]:
    found: dict[str, tuple[Office, ...]] = {
        _bare(words): () if role is Role.EMPLOYEE else (role,)
        for role in Role
        if role is not Role.ADMIN
        for words in (ROLE_WORDS[role].zh, ROLE_WORDS[role].en)
    }
    for capacity in Capacity:
        words = CAPACITY_WORDS[capacity]
        ways = [f"{words.zh}{one}" for one in ("审核", "审核人", "审核员")] + [
            f"审核人{words.zh}",
            f"{words.en} reviewer",
        ]
        found |= {_bare(one): (Role.REVIEWER, capacity) for one in ways}
    return found | {_bare(said): several for said, several in _ALSO.items()}


_CALLED = _called()
