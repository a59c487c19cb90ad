"""Words on the register of numbers, and on the sealed copy of an official file."""

from collections.abc import Callable

from tests.cast import House
from workflow.config import UNNAMED
from workflow.lifecycle import numbering
from workflow.lifecycle.attaching import Sent
from workflow.lifecycle.facts import kept_papers
from workflow.lifecycle.issue import sealing


def numbers(house: House, put: Callable[[str, str], str]) -> None:
    """A number that became void, one that is used elsewhere, and a sealed copy. `put` gives the word of a kind in a text."""
    with house.acting("issuer") as act:
        number = numbering.reserve(act, house.edition(act, slug="adopted"), "衡锰")
        numbering.void(act, number, put("Voidreason", "adopted"))
        for code in ("衡锰", UNNAMED.zh):  # whichever the house is called, the page of this year tells of it
            numbering.note(act, f"{code}〔{act.today.year}〕77号", put("Subject", "issued"))
        edition = house.edition(act, slug="issued")
        [paper, *_] = kept_papers.officials(act.db, edition)
        scan = f"%PDF-1.4\n% {put('Sealed', 'issued')}\n%%EOF\n".encode()
        sealing.keep_sealed(act, edition, paper, Sent(f"{put('Sealedname', 'issued')}.pdf", scan))
