"""Words made to break a page: whatever somebody types into any field is shown as words, on every page and on paper."""

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pypdf
import pytest

from tests.databases import Databases
from tests.web.house import TODAY, House, Visitor, hidden, in_language, stage_demonstration

SCRIPT = "<script>alert(1)</script>"
#: The text engine takes known markup out of a text; this it keeps as words.
KEPT = "<svg/onload=alert(2)>"
QUOTES = """"><img src=x onerror="alert(1)"> ' onmouseover='x"""
BRACES = "{{ 7*7 }}{% raw %}{{ config }}"
MARKS = "\u202eabc\u202c\u200f\u200b"
LONG = "甲" * 300 + "W" * 300
HOSTILE = f"{SCRIPT}{KEPT}{QUOTES} {BRACES}{MARKS}"
TEXT = f"""{HOSTILE}规定

第一章　{SCRIPT}

第一条　为了{HOSTILE}，制定本规定。
{LONG}

第二条　{QUOTES}{BRACES}：
（一）{SCRIPT}；
（二）</textarea></p></article>{MARKS}。

| {SCRIPT} | {BRACES} |
| --- | --- |
| {QUOTES} | {LONG} |
"""
CHANGED = TEXT.replace("制定本规定", f"{SCRIPT}修改本规定").replace("（一）", "（一）" + BRACES)
ROLL = (
    "name,employer,unit,delegation,category,front_line,mid_level,site\n"
    f'"{SCRIPT}",hq,"<b>车间</b>","{{{{ 7*7 }}}}",worker,yes,no,hq\n'
)


class _Marks(HTMLParser):
    """Collects what a browser would run or take as an element."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img" or (tag == "script" and not str(dict(attrs).get("src")).startswith("/static/")):
            self.found.append(tag)
        self.found += [name for name, _ in attrs if name.startswith("on")]


#: What the hostile words are about.
EDITION_OF_IT = "/regulations/hostile/editions/1"


def harmless(html: str) -> None:
    """Nothing typed became an element, an attribute, or the result of a template."""
    marks = _Marks()
    marks.feed(html)
    assert marks.found == []
    assert SCRIPT not in html
    assert KEPT not in html
    assert "49" not in re.sub(r"[0-9a-f]{4,}|\d{3,}|#\d+", "", html.split("<main")[1]) or "7*7" in html
    assert not re.search(r"&lt;Config\b|SECRET_KEY", html)


@pytest.fixture(scope="module")
def hostile(databases: Databases) -> Iterator[House]:
    """A house in which a text, opinions, remarks, names, a session and a roll are all hostile."""
    house = House(databases.copy("sqlite", "demonstration_web", stage_demonstration))
    admin, drafter, legal, secretary = (
        house.visitor(one) for one in ("admin", "drafter", "reviewer-legal", "secretary")
    )
    opened = admin.post(
        "/people",
        {
            "code": "<i>x</i>",
            "name_zh": HOSTILE,
            "name_en": HOSTILE,
            "entity": "1",
            "role": ["drafter", "reviewer"],
            "capacity": ["department"],
        },
    )
    assert opened.status_code == 200, opened.text
    harmless(opened.text)
    number = re.search(r'href="/people/(\d+)"', opened.text)
    assert number
    for verb, fields in (
        ("rename", {"name_zh": HOSTILE + "改", "since": TODAY.isoformat(), "basis": HOSTILE}),
        ("grant-office", {"office": "role:issuer", "since": TODAY.isoformat(), "basis": HOSTILE}),
        ("transfer", {"entity": "2", "since": TODAY.isoformat(), "basis": QUOTES}),
    ):
        done(admin.post(f"/people/{number[1]}/{verb}", fields))
    done(drafter.post("/regulations/new", {"slug": "hostile", "name_zh": HOSTILE[:100], "name_en": QUOTES}))
    _save(drafter, TEXT)
    _submit(drafter)
    review = legal.get("/regulations/hostile/editions/1/review").text
    keys = re.findall(r'<option value="([0-9a-f]{16})"', review)
    for key in keys:
        done(
            legal.post(
                "/regulations/hostile/editions/1/comment", {"key": key, "snapshot": _head(review), "comment": HOSTILE}
            )
        )
    for thread in sorted(set(re.findall(r'name="thread" value="(\d+)"', legal.get(f"{EDITION_OF_IT}/review").text))):
        done(drafter.post(f"{EDITION_OF_IT}/answer", {"thread": thread, "reply": HOSTILE}))
    done(
        legal.post(
            "/regulations/hostile/editions/1/request-changes",
            {"opinion": HOSTILE, "fingerprint": hidden(review, "fingerprint")},
        )
    )
    _save(house.visitor("<i>x</i>"), CHANGED)
    _submit(drafter)
    for who in ("reviewer-legal", "reviewer-union"):
        shown = house.visitor(who).get("/regulations/hostile/editions/1/review").text
        done(
            house.visitor(who).post(
                "/regulations/hostile/editions/1/approve",
                {"opinion": HOSTILE, "fingerprint": hidden(shown, "fingerprint")},
            )
        )
    consult = secretary.get("/regulations/hostile/editions/1/consult").text
    done(
        secretary.post(
            "/regulations/hostile/editions/1/consult",
            {
                "held_on": TODAY.isoformat(),
                "enterprise_side": HOSTILE,
                "union_side": QUOTES,
                "outcome": BRACES,
                "fingerprint": hidden(consult, "fingerprint"),
            },
            {"paper": (b"%PDF-1.4\n%%EOF\n", f"../{SCRIPT}'; x=签字{MARKS}.pdf")},
        )
    )
    done(
        secretary.post(
            "/sessions/new",
            {"term": "1", "number": "9", "held_on": TODAY.isoformat(), "site_1_code": "hq", "site_1_zh": HOSTILE},
        )
    )
    done(secretary.post("/sessions/3/roll", {"lines": ROLL}))
    house.edition = _edition_number(house)  # type: ignore[attr-defined]
    done(secretary.post("/sessions/3/table", {"edition": str(_edition_number(house))}))
    yield house
    house.close()


def done(answer) -> None:
    """The form was taken."""
    assert answer.status_code == 302, re.findall(
        r'<p class="(?:reason|problem)"[^>]*>(.*?)</p>|<li>(.*?)</li>', answer.text
    )


def _edition_number(house: House) -> int:
    from sqlmodel import col, select

    from workflow.records.regulation import Edition

    with house.records() as db:
        found = db.exec(select(Edition.id).order_by(col(Edition.id).desc())).first()
    assert found
    return found


def _head(review: str) -> str:
    return hidden(review, "snapshot")


def _save(visitor: Visitor, text: str) -> None:
    page = visitor.get("/regulations/hostile/editions/1/draft").text
    fields = {"words": text, "base": hidden(page, "base"), "note": HOSTILE}
    done(visitor.post("/regulations/hostile/editions/1/save", fields))


def _submit(visitor: Visitor) -> None:
    page = visitor.get("/regulations/hostile/editions/1/draft").text
    fields = {"fingerprint": hidden(page, "fingerprint"), "note": HOSTILE}
    done(visitor.post("/regulations/hostile/editions/1/submit", fields))


PAGES = {
    "/": "drafter",
    "/desk": "drafter",
    "/people": "admin",
    "/regulations/hostile": "drafter",
    "/regulations/hostile/compare": "drafter",
    "/regulations/hostile/editions/1/draft": "drafter",
    "/regulations/hostile/editions/1/review": "reviewer-legal",
    "/regulations/hostile/editions/1/consult": "secretary",
    "/regulations/hostile/editions/1/issue": "issuer",
    "/regulations/hostile/record": "drafter",
    "/sessions": "secretary",
    "/sessions/3": "secretary",
    "/sessions/3/roll": "secretary",
    "/sessions/3/attendance": "secretary",
    f"/?q={SCRIPT}": None,
    "/regulations/%3Cscript%3E": None,
    "/sign-in?next=/%22%3E%3Cscript%3E": None,
    "/sign-in": "<i>x</i>",
}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_hostile_words_stay_words_on_every_page(hostile: House, path: str, language: str):
    answer = hostile.visitor(PAGES[path]).get(in_language(path, language))
    assert answer.status_code in (200, 404)
    harmless(answer.text)


def test_two_hostile_texts_side_by_side(hostile: House):
    """The redline of a change in hostile words: review with both snapshots, and what the desk says of it."""
    visitor = hostile.visitor("reviewer-legal")
    page = visitor.get("/regulations/hostile/editions/1/review").text
    numbers = re.findall(r'<option value="(\d+)"', page)
    shown = visitor.get(
        f"/regulations/hostile/editions/1/review?base={min(numbers, key=int)}&head={max(numbers, key=int)}"
    )
    assert shown.status_code == 200
    assert "<ins>" in shown.text
    harmless(shown.text)


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/regulations/new", {"slug": HOSTILE, "name_zh": HOSTILE * 5, "name_en": QUOTES}),
        ("/sessions/new", {"term": QUOTES, "number": BRACES, "site_1_zh": HOSTILE, "site_1_code": QUOTES}),
        ("/people", {"code": QUOTES, "name_zh": HOSTILE, "entity": BRACES}),
        ("/sessions/3/roll", {"lines": ROLL.replace("worker", SCRIPT)}),
        ("/sessions/3/send-papers", {"sent_on": QUOTES}),
        ("/regulations/hostile/editions/1/save", {"words": HOSTILE, "base": QUOTES}),
        ("/regulations/hostile/editions/1/approve", {"opinion": HOSTILE, "fingerprint": SCRIPT}),
        ("/account/delegate", {"to": SCRIPT, "since": QUOTES, "until": BRACES, "capacity": SCRIPT}),
        ("/sign-in", {"code": QUOTES, "password": SCRIPT, "going_to": f"/{QUOTES}", "kept:note": HOSTILE}),
    ],
)
def test_hostile_words_come_back_as_words_when_a_form_is_refused(hostile: House, path: str, fields: dict[str, str]):
    people = {"/people": "admin", "/regulations/new": "drafter", "/account/delegate": "reviewer-legal"}
    people |= {
        "/regulations/hostile/editions/1/save": "drafter",
        "/regulations/hostile/editions/1/approve": "reviewer-legal",
    }
    answer = hostile.visitor(people.get(path, "secretary")).post(path, dict(fields))
    assert answer.status_code in (401, 409, 422), answer.status_code
    harmless(answer.text)


def test_hostile_words_on_paper(hostile: House):
    """The PDF prints the words, holds no link and runs nothing."""
    answer = hostile.visitor("drafter").get("/regulations/hostile/editions/1.pdf")
    assert answer.status_code == 200, answer.text
    reader = pypdf.PdfReader(io.BytesIO(answer.data))
    words = re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages))
    assert KEPT in words
    assert "{{7*7}}" in words
    assert "/JavaScript" not in reader.root_object
    assert not any("/Annots" in page and _leads_outside(page) for page in reader.pages)


def _leads_outside(page) -> bool:
    return any("/URI" in str(one.get_object()) for one in page["/Annots"])


def test_the_name_of_an_uploaded_file_stays_a_name(hostile: House):
    """A name with quotes, marks and markup neither breaks the header nor the page."""
    record = hostile.visitor("secretary").get("/regulations/hostile/record").text
    link = re.search(r'href="(/evidence/\d+)"', record)
    assert link
    answer = hostile.visitor("secretary").get(link[1])
    kind = answer.headers["Content-Disposition"]
    assert kind.startswith('attachment; filename="evidence-')
    assert "<" not in kind
