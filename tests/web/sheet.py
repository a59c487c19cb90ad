"""The page of a file on its way into the canteen's rules, as tests press its buttons and read its lines."""

import re

from sqlmodel import col, select
from werkzeug.test import TestResponse

from tests.web.house import House, Visitor, hidden, spoken
from workflow.records.text.snapshot import ProvisionRow, Snapshot


def send(visitor: Visitor, address: str, do: str, **fields: str) -> TestResponse:
    """Press a button of the page of a file, with what is typed and chosen on it; `line_5` is the field typed:5."""
    named = {name.replace("line_", "typed:").replace("as_", "as:"): words for name, words in fields.items()}
    base = hidden(visitor.get(address).text, "base")
    end, button = (do, {}) if do in ("take", "drop") else ("correct", {"do": do})
    return visitor.post(f"{address}/{end}", {"base": base, **button, **named})


def line(page: str, number: int) -> str:
    """The words of one line of the page."""
    found = re.search(rf'<li id="l-{number}".*?\n</li>', page, re.DOTALL)
    assert found, f"no line {number}"
    return re.sub(r"[ \n\t]+", " ", spoken(found[0])).strip()


def disabled(page: str) -> bool:
    """Whether the text can not be taken over yet."""
    return re.search(r'data-verb="take" disabled', page) is not None


def texts(house: House) -> list[Snapshot]:
    """The saved texts of the canteen's rules."""
    with house.records() as db:
        found = [one for one in db.exec(select(Snapshot).order_by(col(Snapshot.id))) if one.text.startswith("职工食堂")]
        db.expunge_all()
        return found


def keys(house: House) -> dict[str, str]:
    """Words of an article → its permanent key, in the newest saved text."""
    newest = texts(house)[-1]
    with house.records() as db:
        of_articles = select(ProvisionRow).where(ProvisionRow.snapshot_id == newest.id, ProvisionRow.kind == "article")
        rows = list(db.exec(of_articles))
        by_label = {row.label: row.key for row in rows}
        found = re.findall(r"^(第\S+条)　(.{6})", newest.text, re.MULTILINE)
        return {words: by_label[label] for label, words in found}
