"""Whether a text spends union funds, read from its own words: such money answers to the members of the union."""

import re

#: 由工会从…工会经费…中列支: where the money comes from, which fund, and that it is spent, without a comma between them.
_SPENT = re.compile(r"[从由在][^。；，\n]{0,60}?工会(?:经费|会费|资金)[^。；，\n]{0,40}?(?:列支|开支|支出|支付|承担)")
_FORBIDDEN = re.compile(r"(?:不得|不应|不能|禁止|不)[^。；，\n]{0,20}$")


def spends_union_funds(text: str) -> bool:
    """True when a sentence of `text` says that something is paid out of union funds (工会经费), and does not forbid it.

    What only names the funds, or how they are managed, spends nothing. Chinese texts alone: theirs are the words of the
    Trade Union Law (工会法), arts 10, 17, 45, and a translation decides nothing.
    """
    return any(not _FORBIDDEN.search(text[: found.start()]) for found in _SPENT.finditer(text))
