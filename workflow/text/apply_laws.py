"""Whether the law a decision names is the text at hand. Names are written in full, in short, with 〈〉 or 《》 inside."""

from __future__ import annotations

import re

from workflow.text.fingerprint import normalised

_OFFICIAL = re.compile('中华人民共和国|中華民國|最高人民法院|[（(](?:试行|暂行|草案|修订)[）)]|[<>《》〈〉\\s“”"]')
_ALIKE = 0.5  # share of pairs of characters that two forms of one name have in common
_SHORT = {"宪法", "刑法", "本法", "解释", "规定", "条例", "办法", "本条例", "本办法", "本规定"}


def concerns(law: str, title: str) -> bool:
    """Whether a decision that names `law` may amend the text called `title`; a name left out concerns every text."""
    if not law or not title or law in _SHORT:
        return True
    one, other = _bare(law), _bare(title)
    if not one or not other or one in other or other in one:
        return True
    first, second = _pairs(one), _pairs(other)
    return len(first & second) >= _ALIKE * min(len(first), len(second))


def _bare(name: str) -> str:
    return _OFFICIAL.sub("", normalised(name))


def _pairs(name: str) -> set[str]:
    return {name[k : k + 2] for k in range(len(name) - 1)} or {name}
