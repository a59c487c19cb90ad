"""Official papers: the numbers that they carry, and what is kept beside them."""

from workflow.rules.facts import Number, Official
from workflow.words import Words


def number_is_reserved(number: Number) -> list[Words]:
    """A number that a paper carries is that paper's for good, and one that became void is never given again."""
    if number.reserved:
        return []
    return [
        Words(
            "这个文号已经使用或者作废，不能再作废。", "This number was used or became void already; it stays as it is."
        )
    ]


def has_official_files(official: Official) -> list[Words]:
    """The sealed copy stands beside the very file that was printed and sealed."""
    if official.has_files:
        return []
    return [
        Words(
            "这一版没有在系统中印发的正式文件；补录的版本请附扫描件。",
            "This edition has no official file made here; attach scans to an entry instead.",
        )
    ]
