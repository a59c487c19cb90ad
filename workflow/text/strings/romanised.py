"""Chinese words in Latin letters (汉语拼音, GB/T 16159: the syllables of one word stand together), for addresses."""

from __future__ import annotations

import re

#: Longest stem that is made of a name; addresses are typed and read aloud.
LONGEST = 60
_NO_LETTER = re.compile(r"[^a-z0-9]+")


def hyphened(name: str) -> str:
    """`name` in lower-case letters without tones, a hyphen between words: 考勤管理办法 → kaoqin-guanli-banfa.

    What is neither a Chinese word nor a Latin letter or digit is left out. It is cut between words, never inside one
    that others stand before; "" when nothing is left. ü is written v, as it is typed.
    """
    import rjieba  # both load their dictionaries: only for a name that has to be written so
    from pypinyin import lazy_pinyin

    words = (_NO_LETTER.sub("-", "".join(lazy_pinyin(word)).casefold()).strip("-") for word in rjieba.cut(name))
    made = ""
    for word in filter(None, words):
        longer = f"{made}-{word}" if made else word
        if len(longer) > LONGEST:
            break
        made = longer
    return made
