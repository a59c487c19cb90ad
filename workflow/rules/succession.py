"""How the editions of one regulation follow one another: which is under way, and which the next one follows."""

from workflow.rules.facts import Editions
from workflow.rules.states import State, is_over


def under_way(editions: Editions) -> int | None:
    """The number of the edition that is on its way; None when every one has come to its end."""
    return next((number for number, state in reversed(editions.numbered) if not is_over(state)), None)


def next_follows(editions: Editions) -> int | None:
    """The number of the edition that the next one follows; None where nothing can follow.

    That is the last one issued, whose text is amended. Where every edition was withdrawn it is the last of them, and the
    next one begins anew. A report that was heard is followed by nothing: it is heard once, and the next is another report.
    """
    issued = [number for number, state in editions.numbered if state is State.ISSUED]
    if issued:
        return issued[-1]
    withdrawn = [number for number, state in editions.numbered if state is State.WITHDRAWN]
    return withdrawn[-1] if withdrawn and len(withdrawn) == len(editions.numbered) else None
