"""A past in the browser's forms, as tests enter it: the facts of two editions, the steps on the way in, the scans."""

import io

from tests.lifecycle.entry.entries import DECISION, FIRST
from tests.web.house import Visitor, hidden, spoken

NAMES = {"name_zh": "职工食堂管理办法", "name_en": "Canteen Rules", "slug": "canteen"}
FACTS = {
    "adopted_on": "2016-05-20",
    "session": "职工大会第六次会议",
    "document_number": "衡锰〔2016〕20号",
    "issued_on": "2016-06-01",
    "effective": "2016-07-01",
    "all_delegates": "86",
    "present": "79",
    "in_favour": "77",
    "against": "1",
    "abstain": "1",
    "kept_at": "公司档案室",
}
LATER = {"adopted_on": "2019-06-14", "session": "职工大会第九次会议", "effective": "2019-08-01", "decision": DECISION}
MARK = "补录：由韩书昀于2026年3月16日录入"
PAGE = "/regulations/canteen/editions"


def bring(visitor: Visitor, words: str = FIRST, **fields: str) -> str:
    """Step one; the address of the entry on its way."""
    answer = visitor.post("/past", {**NAMES, "language": "zh", "words": words, **fields})
    assert answer.status_code == 302, spoken(answer.text)
    return answer.headers["Location"].removesuffix("/text")


def step(visitor: Visitor, address: str, facts: dict[str, str]) -> str:
    """Steps two and three; the page of the last look."""
    assert visitor.post(f"{address}/text", {"then": "facts"}).headers["Location"] == f"{address}/facts"
    answer = visitor.post(f"{address}/facts", {**NAMES, **facts})
    assert answer.status_code == 302, spoken(answer.text)
    assert answer.headers["Location"] == address
    return visitor.get(address).text


def enter(visitor: Visitor, address: str, facts: dict[str, str]) -> str:
    """All steps; the address of the edition."""
    page = step(visitor, address, facts)
    answer = visitor.post(f"{address}/enter", {"shown": hidden(page, "shown")})
    assert answer.status_code == 302, spoken(answer.text)
    return answer.headers["Location"]


def attach(visitor: Visitor, *files: tuple[bytes, str]):
    named = [(io.BytesIO(content), name) for content, name in files]
    return visitor.post(f"{PAGE}/1/attach", {"kind": "minutes", "about": "共2页", "scan": named})
