"""A regulation on the drafting desk, as tests begin, type and save it."""

from sqlmodel import select

from tests.web.house import House, Visitor, hidden, spoken
from workflow.records.text.snapshot import Snapshot

DESK = "/regulations/canteen/editions/1"
TEXT = "食堂管理办法\n\n第一条　为了办好食堂，制定本办法。\n第二条　食堂每日供应三餐。\n第三条　本办法自2026年5月1日起施行。\n"


def begun(house: House) -> Visitor:
    """The drafter of a house, with a regulation begun at DESK."""
    visitor = house.visitor("drafter")
    fields = {"slug": "canteen", "name_zh": "食堂管理办法", "name_en": "Canteen Rules"}
    assert visitor.post("/regulations/new", fields).status_code == 302
    return visitor


def save(visitor: Visitor, text: str, base: str | None = None, address: str = "/save"):
    """Save `text` as the drafting desk would send it."""
    if base is None:
        base = hidden(visitor.get(f"{DESK}/draft").text, "base")
    return visitor.post(f"{DESK}{address}", {"words": text, "base": base})


def saved(house: House) -> list[str]:
    """Every saved text of the regulation at DESK."""
    with house.records() as db:
        return [one.text for one in db.exec(select(Snapshot)) if one.text.startswith(("食堂", "没有条"))]


def upload(visitor: Visitor, content: bytes, name: str = "text.txt", words: str = ""):
    """Send a file from the drafting desk, in whose field `words` stand."""
    return visitor.post(f"{DESK}/import", {"base": "0", "words": words}, {"file": (content, name)})


def imported(visitor: Visitor, content: bytes, name: str = "text.docx", words: str = "") -> str:
    """Bring a file in that can be read; the address of the page on which it is looked over."""
    answer = upload(visitor, content, name, words)
    assert answer.status_code == 302, spoken(answer.text)
    return answer.headers["Location"]
