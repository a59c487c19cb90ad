"""Both languages, whole: no Chinese in the English frame of a page, no English in the Chinese one, and the choice is kept."""

import re

import pytest

from tests.web.house import (
    AWAITING,
    IN_FORCE,
    IN_REVIEW,
    ON_PAPER,
    OPEN_ITEM,
    OPEN_SESSION,
    REPORT,
    House,
    in_language,
)

HAN = re.compile(r"[\u3400-\u9fff，。；：（）《》、！？]+")
LATIN = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]+)*")
PAGES = {
    "/": None,
    "/?q=nothing-is-called-this": None,
    "/sign-in": None,
    f"/regulations/{IN_FORCE[0]}?text=en": None,
    f"/regulations/{REPORT[0]}?text=en": None,
    "/no-such-page": None,
    "/desk": "drafter",
    "/desk ": "secretary",
    "/regulations/new": "drafter",
    f"/regulations/{IN_REVIEW[0]}/editions/2?text=en": "reviewer-legal",
    f"/regulations/{IN_REVIEW[0]}/editions/2/draft?text=en": "drafter",
    f"/regulations/{IN_REVIEW[0]}/editions/2/review": "reviewer-legal",
    f"/regulations/{IN_REVIEW[0]}/editions/2/consult": "secretary",
    f"/regulations/{AWAITING[0]}/editions/2/issue": "issuer",
    f"/regulations/{AWAITING[0]}/compare": "drafter",
    f"/regulations/{AWAITING[0]}/record": "drafter",
    f"/regulations/{ON_PAPER[0]}": None,
    f"/regulations/{ON_PAPER[0]}/editions/2/table": None,
    f"/regulations/{ON_PAPER[0]}/editions/2/decision": None,
    f"/regulations/{ON_PAPER[0]}/editions/2/entry": "secretary",
    f"/regulations/{ON_PAPER[0]}/record": "secretary",
    f"/regulations/{ON_PAPER[0]}/compare": None,
    "/past": "secretary",
    "/past?of=staff-training": "issuer",
    "/sessions": "secretary",
    "/sessions/new": "secretary",
    "/sessions/1": "secretary",
    f"/sessions/{OPEN_SESSION}": "secretary",
    f"/sessions/{OPEN_SESSION}/roll": "secretary",
    f"/sessions/{OPEN_SESSION}/attendance": "secretary",
    "/people": "admin",
    "/people?show=closed&q=nobody": "admin",
    "/people/1": "admin",
    "/people/2": "admin",
    "/people/record": "drafter",
    "/account": "reviewer-legal",
    "/notices": "reviewer-legal",
    "/notices/choices": "reviewer-legal",
    "/people/jobs": "admin",
}
#: Parts of a page that hold what people wrote, not what we say.
DATA = re.compile(
    r"<textarea\b.*?</textarea>|<option\b.*?</option>|<(\w+)[^>]*\blang=\"zh-Hans\".*?</\1>"
    r'|<(div|p|q|section|article)\b[^>]*class="[^"]*\b(?:law|detail|thread|sheet|redline|resolution)\b.*?</\2>'
    r"|<head>.*?</head>|<tbody\b.*?</tbody>|<ol class=\"(?:hist|news|record|outline|hits)\".*?</ol>"
    r"|<nav class=\"list\".*?</nav>|<header>.*?</header>|<ul class=\"(?:ticks|risk)\".*?</ul>",
    re.DOTALL,
)
#: Chinese that belongs on an English page: proper names, codes, examples of Chinese input.
LABEL = re.compile(r"附件|第[〇零一二三四五六七八九十百]+[章节条款项]|衡锰〔\d+〕\d+号")
ALLOWED_CHINESE = {"中文", "厂务公开条例", "衡锰", "考勤管理办法"}
ALLOWED_ENGLISH = re.compile(
    r"English|PDF|CSV|SHA|UTF|GB|KB|MB|PNG|JPEG|Enter|Ctrl|[a-z]+(?:[-_][a-z]+)*|Regulations on Factory Transparency"
)


def frame(html: str) -> str:
    """What we say ourselves on a page, without the texts, names and remarks that people wrote."""
    return re.sub(r"<[^>]+>", "\n", DATA.sub("", html))


def told(html: str) -> list[str]:
    """Words in attributes that are read out or shown."""
    return re.findall(
        r'\b(?:aria-label|title|placeholder|alt|data-busy|data-kept|data-unkept)="([^"]*)"', DATA.sub("", html)
    )


@pytest.mark.parametrize("path", PAGES)
def test_no_chinese_in_the_english_frame(shared: House, path: str):
    answer = shared.visitor(PAGES[path]).get(in_language(path.strip(), "en"))
    assert '<html lang="en">' in answer.text
    names = _data(shared)
    words = "\n".join([frame(answer.text), *told(answer.text)])
    for name in names:
        words = words.replace(name, "")
    strange = [one for one in HAN.findall(LABEL.sub("", words)) if one not in ALLOWED_CHINESE]
    assert strange == []


@pytest.mark.parametrize("path", PAGES)
def test_no_english_in_the_chinese_frame(shared: House, path: str):
    answer = shared.visitor(PAGES[path]).get(in_language(path.strip(), "zh"))
    assert '<html lang="zh-Hans">' in answer.text
    words = "\n".join([frame(answer.text), *told(answer.text)])
    strange = [one for one in LATIN.findall(words) if not ALLOWED_ENGLISH.fullmatch(one)]
    assert strange == []


def _data(house: House) -> list[str]:
    """Names that people gave: of delegates, sides of a consultation, units, files; the longest first."""
    from sqlmodel import select

    from workflow.records.ballot import Count
    from workflow.records.congress import Observer, RollEntry
    from workflow.records.entry import Entry
    from workflow.records.review import Attachment, Consultation, Round
    from workflow.rules.entry.paper_facts import decision_title

    names: set[str] = set()
    with house.records() as db:
        for entry in db.exec(select(RollEntry)):
            names |= {entry.name, entry.unit, entry.delegation}
        for observer in db.exec(select(Observer)):
            names |= {observer.name, observer.office}
        for one in db.exec(select(Consultation)):
            names |= {one.enterprise_side, one.union_side, one.outcome}
        names |= {one.note for one in db.exec(select(Round))}
        for count in db.exec(select(Count)):
            names |= {count.scrutineers, count.tellers}
        for paper in db.exec(select(Entry)):
            names |= {paper.kept_at, paper.note, decision_title(paper.decision)}
        names |= set(db.exec(select(Attachment.name)))
    return sorted(filter(None, names), key=len, reverse=True)


REFUSALS = [
    ("drafter", "/regulations/new", {"slug": "Not Good"}, 422),
    ("drafter", f"/regulations/{AWAITING[0]}/editions/2/submit", {}, 409),
    ("reviewer-legal", f"/regulations/{IN_REVIEW[0]}/editions/2/approve", {"fingerprint": "old"}, 409),
    ("secretary", "/sessions/new", {}, 422),
    ("secretary", f"/items/{OPEN_ITEM}/count", {}, 422),
    ("secretary", f"/items/{OPEN_ITEM}/adopt", {}, 409),
    ("secretary", f"/sessions/{OPEN_SESSION}/close", {}, 409),
    ("admin", "/people", {"entity": "1"}, 422),
    ("admin", "/people/2/grant-office", {"office": "role:issuer", "since": "2026-03-15", "until": "2026-03-14"}, 422),
    ("admin", "/people/2/end-office", {"which": "role:3", "until": "nothing"}, 422),
    ("admin", "/people/2/rename", {"since": "2026-03-16"}, 422),
    ("admin", "/people/2/transfer", {"since": "2026-03-16"}, 422),
    ("admin", "/people/2/reopen", {}, 422),
    ("reviewer-legal", "/account/delegate", {"since": "2026-03-16"}, 422),
    ("reviewer-legal", "/account/password", {"current": "x"}, 422),
    (None, "/sign-in", {"code": "x", "password": "y"}, 401),
    (None, f"/sessions/{OPEN_SESSION}/close", {}, 401),
]


@pytest.mark.parametrize(("person", "path", "fields", "status"), REFUSALS)
def test_a_refusal_speaks_the_language_of_the_visit(
    shared: House, person: str | None, path: str, fields: dict[str, object], status: int
):
    """The same refusal in both languages: never a word of the other one, and never no word at all."""
    visitor = shared.visitor(person)
    for language, other, said in (("en", HAN, LATIN), ("zh", re.compile(r"[A-Z][a-z]+ [a-z]+"), HAN)):
        answer = visitor.post(in_language(path, language), dict(fields))
        assert answer.status_code == status
        sentences = re.findall(
            r'class="(?:reason|problem)"[^>]*>([^<]+)<|<li>([^<]+)</li>|class="notice"[^>]*>([^<]+)<', answer.text
        )
        words = [part for sentence in sentences for part in sentence if part.strip()]
        assert words
        text = " ".join(words).replace("《厂务公开条例》", "")
        assert said.search(text)
        assert not other.search(text), other.search(text)


def test_the_language_is_remembered(shared: House):
    visitor = shared.visitor()
    assert "In force" in visitor.get("/?lang=en").text
    assert "In force" in visitor.get("/").text
    assert '<html lang="en">' in visitor.get("/no-such-page").text
    assert "现行有效" in visitor.get("/?lang=zh").text
    assert "现行有效" in visitor.get("/").text
    assert "现行有效" in visitor.get("/?lang=klingon").text


def test_the_other_language_is_one_click_away_and_the_same_page(shared: House):
    visitor = shared.visitor("drafter")
    page = visitor.get(f"/regulations/{AWAITING[0]}/compare?from=1&to=2").text
    link = re.search(r'href="([^"]*lang=en)"', page)
    assert link
    assert link[1].replace("&amp;", "&") == f"/regulations/{AWAITING[0]}/compare?from=1&to=2&lang=en"


def test_the_other_language_of_a_refused_form_is_the_page_it_came_from(shared: House):
    """The answer to a form has no address of its own; the link leads to one that exists."""
    visitor = shared.visitor("drafter")
    sent_from = f"/regulations/{IN_REVIEW[0]}/editions/2/draft?text=en"
    answer = visitor.post(
        f"/regulations/{IN_REVIEW[0]}/editions/2/submit", {}, headers={"Referer": f"http://localhost{sent_from}"}
    )
    link = re.search(r'href="([^"]*lang=en)"', answer.text)
    assert link
    assert visitor.get(link[1].replace("&amp;", "&")).status_code == 200
    for referrer in ({}, {"Referer": "https://evil.example/x"}):
        page = visitor.post(f"/regulations/{IN_REVIEW[0]}/editions/2/submit", {}, headers=referrer).text
        assert 'href="/?lang=zh"' in page
