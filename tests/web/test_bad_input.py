"""What people really send: empty, huge, binary, broken, old and double. Each gets a sentence, and nothing is half done."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlmodel import select

from tests.web.house import (
    AWAITING,
    IN_FORCE,
    IN_REVIEW,
    OPEN_ITEM,
    OPEN_SESSION,
    House,
    Opening,
    Visitor,
    field_words,
    hidden,
    in_language,
    spoken,
)
from workflow.records.congress import Result, RollEntry
from workflow.records.event import broken_links
from workflow.records.snapshot import Snapshot

DESK = "/regulations/canteen/editions/1"
TEXT = "食堂管理办法\n\n第一条　为了办好食堂，制定本办法。\n第二条　食堂每日供应三餐。\n第三条　本办法自2026年5月1日起施行。\n"


@pytest.fixture
def drafter(house: House) -> Visitor:
    """The drafter, with a new regulation begun."""
    return begun(house)


def begun(house: House) -> Visitor:
    """The drafter of a house, with a regulation begun at DESK."""
    visitor = house.visitor("drafter")
    fields = {"slug": "canteen", "name_zh": "食堂管理办法", "name_en": "Canteen Rules"}
    assert visitor.post("/regulations/new", fields).status_code == 302
    return visitor


def save(visitor: Visitor, text: str, base: str | None = None, address: str = "/save", **options: object):
    """Save `text` as the drafting desk would send it."""
    if base is None:
        base = hidden(visitor.get(f"{DESK}/draft").text, "base")
    return visitor.post(f"{DESK}{address}", {"words": text, "base": base}, **options)


def saved(house: House) -> list[str]:
    """Every saved text of the regulation at DESK."""
    with house.records() as db:
        return [one.text for one in db.exec(select(Snapshot)) if one.text.startswith(("食堂", "没有条"))]


def test_an_empty_text_is_not_saved(house: House, drafter: Visitor):
    for text in ("", "   \n\t\n"):
        answer = save(drafter, text)
        assert answer.status_code == 422
        assert "正文是空的，请写些内容再保存。" in answer.text
    assert saved(house) == []


def test_a_text_of_two_megabytes_is_not_saved_and_comes_back(house: House, drafter: Visitor):
    text = "食堂" + "长" * 700_000
    for address in ("/save", "/preview"):
        answer = save(drafter, text, "0", address)
        assert answer.status_code == 422
        assert "正文超过上限（1000 KB）。" in answer.text
        assert "长" * 700_000 in answer.text
    assert "The text is beyond the limit of 1000 kB." in save(drafter, text, "0", "/save?lang=en").text
    assert saved(house) == []


def upload(visitor: Visitor, content: bytes, name: str = "text.txt"):
    """Send a file to the drafting desk."""
    return visitor.post(f"{DESK}/preview", {"base": "0", "words": ""}, {"file": (content, name)})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_a_file_in_a_usual_encoding_is_read(drafter: Visitor, encoding: str):
    answer = upload(drafter, TEXT.replace("\n", "\r\n").encode(encoding))
    assert answer.status_code == 200
    assert "为了办好食堂" in field_words(answer.text, "words")


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        b"PK\x03\x04" + bytes(range(256)) * 4,
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        "Règlement intérieur des délégués élus à Orléans".encode("latin-1"),
        "Größe, Maße und Übergänge für Prüfer".encode("cp1252"),
        bytes(range(128, 256)) * 20,
        b"\xff\xfe\x00",
        TEXT.encode("big5", "ignore"),
        TEXT.encode("shift-jis", "ignore"),
    ],
    ids=["png", "docx", "utf-16-le", "utf-16-be", "latin-1", "cp1252", "noise", "half", "big5", "shift-jis"],
)
def test_a_file_that_is_no_text_is_refused_in_a_sentence(house: House, drafter: Visitor, content: bytes):
    before = house.rows()
    answer = upload(drafter, content)
    assert answer.status_code == 422
    assert "这个文件不是文本文件，或者编码无法识别。请另存为UTF-8文本后再上传。" in answer.text
    assert house.rows() == before


def test_a_text_without_articles_is_saved_but_not_submitted(house: House, drafter: Visitor):
    assert save(drafter, "没有条文\n\n只是一段话。\n").status_code == 302
    assert len(saved(house)) == 1
    page = drafter.get(f"{DESK}/draft").text
    assert re.search(r'data-verb="submit" disabled', page)
    answer = drafter.post(f"{DESK}/submit", {"fingerprint": hidden(page, "fingerprint"), "note": "请审核"})
    assert answer.status_code == 409
    assert "条" in "".join(re.findall(r'class="reason">(.*?)<', answer.text))
    assert "请审核" in answer.text


def test_a_number_twice_is_named_with_its_line(drafter: Visitor):
    twice = TEXT.replace("第二条", "第一条")
    assert save(drafter, twice).status_code == 302
    page = drafter.get(f"{DESK}/draft").text
    assert "第4行" in page
    answer = drafter.post(f"{DESK}/submit", {"fingerprint": hidden(page, "fingerprint")})
    assert answer.status_code == 409
    assert "第4行" in answer.text


def test_what_was_typed_but_not_saved_is_not_left_out_of_what_is_submitted(drafter: Visitor):
    save(drafter, TEXT)
    save(drafter, TEXT + "第四条　新的一条。\n", address="/preview")
    page = drafter.get(f"{DESK}/draft").text
    assert "新的一条" in field_words(page, "words")
    answer = drafter.post(f"{DESK}/submit", {"fingerprint": hidden(page, "fingerprint")})
    assert answer.status_code == 422
    assert "还有没保存的修改，请先保存再提交。" in answer.text


def test_the_working_copy_can_be_given_up(drafter: Visitor):
    save(drafter, TEXT)
    save(drafter, "另一个" + TEXT, address="/preview")
    assert drafter.post(f"{DESK}/discard", {}).status_code == 302
    assert field_words(drafter.get(f"{DESK}/draft").text, "words") == TEXT


def test_saving_twice_makes_one_snapshot(house: House, drafter: Visitor):
    base = hidden(drafter.get(f"{DESK}/draft").text, "base")
    assert [save(drafter, TEXT, base).status_code for _ in range(2)] == [302, 302]
    assert len(saved(house)) == 1


def test_a_save_that_came_second_shows_both_and_loses_neither(house: House, drafter: Visitor):
    """Two changes to one article collide: the page shows both wordings, and mine is in the field and kept."""
    save(drafter, TEXT)
    base = hidden(drafter.get(f"{DESK}/draft").text, "base")
    assert save(drafter, TEXT.replace("三餐", "四餐"), base).status_code == 302
    mine = TEXT.replace("三餐", "两餐")
    answer = save(drafter, mine, base)
    assert answer.status_code == 409
    assert "有人先保存了，您的文字没有丢" in answer.text
    plain = re.sub(r"<[^>]+>|\s", "", answer.text)
    assert "四" in plain
    assert "两餐" in plain
    kept = drafter.get(f"{DESK}/draft").text
    assert field_words(kept, "words") == mine
    assert len(saved(house)) == 2
    again = save(drafter, mine, hidden(answer.text, "base"))
    assert again.status_code == 302
    assert saved(house)[-1] == mine


def test_changes_that_do_not_collide_are_put_together(house: House, drafter: Visitor):
    save(drafter, TEXT)
    base = hidden(drafter.get(f"{DESK}/draft").text, "base")
    save(drafter, TEXT.replace("三餐", "四餐"), base)
    answer = save(drafter, TEXT.replace("为了办好食堂", "为了办好食堂、保证食品安全"), base)
    assert answer.status_code == 409
    merged = field_words(answer.text, "words")
    assert "四餐" in merged
    assert "保证食品安全" in merged
    assert save(drafter, merged, hidden(answer.text, "base")).status_code == 302
    assert saved(house)[-1] == merged


def reviewing(house: House) -> tuple[Visitor, str, str]:
    """The legal reviewer, the address of the edition in review and the fingerprint shown to them."""
    legal = house.visitor("reviewer-legal")
    address = f"/regulations/{IN_REVIEW[0]}/editions/{IN_REVIEW[1]}"
    return legal, address, hidden(legal.get(f"{address}/review").text, "fingerprint")


@pytest.mark.parametrize("shown", ["", "0" * 64, "nonsense"])
def test_an_approval_of_an_older_text_is_refused(house: House, shown: str):
    legal, address, _ = reviewing(house)
    before = house.rows()
    answer = legal.post(f"{address}/approve", {"fingerprint": shown, "opinion": "写了很久的意见"})
    assert answer.status_code == 409
    assert "您看到的文本已经不是最新文本" in answer.text
    assert "写了很久的意见" in answer.text
    assert house.rows() == before


def test_changes_are_not_requested_without_saying_which(house: House):
    legal, address, shown = reviewing(house)
    answer = legal.post(f"{address}/request-changes", {"fingerprint": shown, "opinion": "  "})
    assert answer.status_code == 422
    assert "请写明需要怎样修改。" in answer.text


def test_nobody_speaks_for_an_office_they_do_not_hold(house: House):
    legal, address, shown = reviewing(house)
    before = house.rows()
    for fields in ({"capacity": "union"}, {"on_behalf_of": "1"}, {"on_behalf_of": "1; DROP TABLE person"}):
        answer = legal.post(f"{address}/approve", {"fingerprint": shown, **fields})
        assert answer.status_code in (403, 422), fields
    assert house.rows() == before


HEAD = "name,employer,unit,delegation,category,front_line,mid_level,site\n"


@pytest.mark.parametrize(
    ("lines", "sentences"),
    [
        ("", ["名册第一行缺少栏目"]),
        ("name;unit\na;b\n", ["名册第一行缺少栏目"]),
        (HEAD, ["名册里没有代表。"]),
        (
            HEAD
            + "甲,hq,一车间,一团,worker,yes,no,hq\n"
            + ",hq,一车间,一团,worker,yes,no,hq\n"
            + "乙,nowhere,一车间,一团,worker,yes,no,hq\n"
            + "丙,hq,一车间,一团,wizard,yes,no,hq\n"
            + "丁,hq,一车间,一团,worker,perhaps,no,hq\n"
            + "戊,hq,一车间,一团,worker,yes,no,moon\n"
            + "甲,hq,一车间,一团,worker,yes,no,hq\n"
            + "己,hq,一车间,一团,worker,yes,no,hq,more,columns,than,there,are\n",
            [f"第{number}行：" for number in range(3, 10)],
        ),
    ],
    ids=["empty", "semicolons", "only a head", "seven broken lines"],
)
def test_every_broken_line_of_a_roll_is_named(house: House, lines: str, sentences: list[str]):
    secretary = house.visitor("secretary")
    fields = {"term": "1", "number": "9", "held_on": "2026-06-01", "site_1_code": "hq", "site_1_zh": "礼堂"}
    address = secretary.post("/sessions/new", fields).headers["Location"]
    answer = secretary.post(f"{address}/roll", {"lines": lines})
    assert answer.status_code == 422
    for sentence in sentences:
        assert sentence in answer.text
    assert "第2行：" not in answer.text
    if lines:
        assert field_words(answer.text, "lines").strip() == lines.strip()
    with house.records() as db:
        assert len(db.exec(select(RollEntry)).all()) == 182


def in_the_hall(house: House) -> Visitor:
    """The secretary in the open session, delegates signed in, the text locked."""
    secretary = house.visitor("secretary")
    page = secretary.get(f"/sessions/{OPEN_SESSION}/attendance").text
    for site, part in re.findall(r'name="site" value="(\d+)">(.*?)</form>', page, re.DOTALL):
        entries = re.findall(r'name="entry" value="(\d+)"', part)
        answer = secretary.post(f"/sessions/{OPEN_SESSION}/attend", {"site": site, "entry": entries, "way": "in"})
        assert answer.status_code == 302
    shown = hidden(secretary.get(f"/sessions/{OPEN_SESSION}").text, "fingerprint")
    assert secretary.post(f"/items/{OPEN_ITEM}/lock", {"fingerprint": shown}).status_code == 302
    return secretary


def sheets(secretary: Visitor) -> list[tuple[str, int]]:
    """The sites that still have to count, with how many are present at each."""
    page = secretary.get(f"/sessions/{OPEN_SESSION}").text
    forms = re.findall(rf'action="/items/{OPEN_ITEM}/count".*?name="site" value="(\d+)".*?<span class="meta">\D*(\d+)', page, re.DOTALL)
    return [(site, int(present)) for site, present in forms]


def sheet(site: str, present: int, **other: object) -> dict[str, object]:
    """A count sheet on which everybody voted for."""
    figures = {"issued": present, "returned": present, "valid": present, "spoiled": 0}
    figures |= {"in_favour": present, "against": 0, "abstain": 0}
    return {"site": site, **figures, "scrutineers": "石桂香", "tellers": "许文韬", **other}


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"in_favour": 1}, "有效"),
        ({"issued": 1000, "returned": 1000, "valid": 1000, "in_favour": 1000}, "实到"),
        ({"against": "-1"}, "每一栏都要填写0以上的整数。"),
        ({"against": ""}, "每一栏都要填写0以上的整数。"),
        ({"against": "三"}, "每一栏都要填写0以上的整数。"),
        ({"against": "1" * 40}, "每一栏都要填写0以上的整数。"),
        ({"against": "1.5"}, "每一栏都要填写0以上的整数。"),
        ({"scrutineers": " "}, "请写明监票人和计票人。"),
    ],
)
def test_a_count_that_does_not_add_up_is_refused_and_stays_in_the_form(house: House, other: dict[str, object], sentence: str):
    secretary = in_the_hall(house)
    site, present = sheets(secretary)[0]
    before = house.rows()
    answer = secretary.post(f"/items/{OPEN_ITEM}/count", sheet(site, present, **other))
    assert answer.status_code == 422
    assert sentence in spoken(answer.text)
    assert 'value="许文韬"' in answer.text
    assert house.rows() == before


def test_a_double_click_on_the_result_declares_it_once(either_house: House):
    """Two requests in the same moment, on both kinds of database: one result, and a sentence for the second."""
    house = either_house
    secretary = in_the_hall(house)
    for site, present in sheets(secretary):
        assert secretary.post(f"/items/{OPEN_ITEM}/count", sheet(site, present)).status_code == 302
    visitors = [house.visitor("secretary") for _ in range(4)]
    for one in visitors:
        one.token = hidden(one.get("/desk").text, "csrf_token")
    together = Barrier(len(visitors))

    def declare(visitor: Visitor):
        together.wait()
        return visitor.post(f"/items/{OPEN_ITEM}/adopt", {})

    with ThreadPoolExecutor(len(visitors)) as pool:
        answers = list(pool.map(declare, visitors))
    assert sorted(one.status_code for one in answers) == [302, 409, 409, 409]
    for one in answers:
        if one.status_code == 409:
            assert re.search("结果已经宣布|当前状态是|另一个人刚刚做了同样的操作", one.text)
    with house.records() as db:
        assert len(db.exec(select(Result).where(Result.motion_id == OPEN_ITEM)).all()) == 1
        assert broken_links(db) == []


def test_two_people_saving_at_once_keep_both_texts(either_house: House):
    """Neither of two saves on the same text is lost: one is the newest, the other is in its author's working copy."""
    house = either_house
    visitors = [begun(house)]
    save(visitors[0], TEXT)
    base = hidden(visitors[0].get(f"{DESK}/draft").text, "base")
    visitors.append(house.visitor("drafter"))
    for one in visitors:
        one.token = hidden(one.get("/desk").text, "csrf_token")
    texts = [TEXT.replace("三餐", word) for word in ("四餐", "五餐")]
    together = Barrier(2)

    def work(number: int):
        together.wait()
        return save(visitors[number], texts[number], base)

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(work, range(2)))
    assert sorted(one.status_code for one in answers) == [302, 409]
    lost = next(text for text, one in zip(texts, answers, strict=True) if one.status_code == 409)
    assert field_words(visitors[0].get(f"{DESK}/draft").text, "words") == lost


def test_a_form_after_the_session_was_lost_goes_on_after_signing_in(house: House, drafter: Visitor):
    """Nothing typed is lost when the session ended meanwhile: sign in, look at it again, submit."""
    save(drafter, TEXT)
    base = hidden(drafter.get(f"{DESK}/draft").text, "base")
    longer = TEXT + "第四条　写了一个下午的一条。\n"
    stranger = house.visitor()
    asked = stranger.post(f"{DESK}/save", {"words": longer, "base": base, "language": "zh", "note": "加了一条"})
    assert asked.status_code == 401
    assert "您的登录已经失效。" in asked.text
    fields = {
        "person": "drafter",
        "going_to": hidden(asked.text, "going_to"),
        "sent": hidden(asked.text, "sent"),
        **{f"kept:{name}": field_words(asked.text, f"kept:{name}") for name in ("words", "base", "language", "note")},
    }
    wrong = stranger.post("/sign-in", {**fields, "code": "drafter", "password": "wrong"})
    assert wrong.status_code == 401
    assert "写了一个下午的一条" in field_words(wrong.text, "kept:words")
    entered = stranger.post("/demonstration/sign-in", fields)
    assert entered.status_code == 200
    assert f'action="{DESK}/save"' in entered.text
    stranger.token = ""
    form = {
        "words": field_words(entered.text, "words"),
        **{name: hidden(entered.text, name) for name in ("base", "language", "note")},
    }
    assert stranger.post(f"{DESK}/save", form).status_code == 302
    assert saved(house)[-1] == longer


def test_a_button_pressed_after_the_session_was_lost_goes_on_too(house: House):
    """A form that holds nothing but its button is not turned into a page that does not exist."""
    stranger = house.visitor()
    asked = stranger.post(f"/sessions/{OPEN_SESSION}/close", {})
    fields = {name: hidden(asked.text, name) for name in ("going_to", "sent")}
    entered = stranger.post("/demonstration/sign-in", {"person": "secretary", **fields})
    assert entered.status_code == 200
    assert f'action="/sessions/{OPEN_SESSION}/close"' in entered.text


def test_a_form_with_an_old_token_gives_the_words_back(drafter: Visitor):
    drafter.token = "old"
    answer = save(drafter, TEXT + "写了很久", "0")
    assert answer.status_code == 400
    assert "写了很久" in answer.text
    assert "请返回原页重新提交" in answer.text


@pytest.mark.parametrize("path", ["/regulations/new", "/people", "/sessions/new", "/sign-in"])
@pytest.mark.parametrize("value", ["a\0b", "x" * 5_000, "\ud800", "−1", "  ", "\r\n\r\n"])
def test_odd_values_in_any_field_are_a_sentence_and_never_a_fault(either_house: House, path: str, value: str):
    """Also on PostgreSQL, which keeps no NUL and enforces the length of its columns."""
    visitor = either_house.visitor({"/regulations/new": "drafter", "/people": "admin"}.get(path, "secretary"))
    value = value.encode("utf-8", "replace").decode()
    fields = {"slug": value, "name_zh": value, "name_en": value, "language": value, "kind": value, "code": value}
    fields |= {"entity": value, "role": value, "password": value, "body": value, "term": value, "number": "7"}
    fields |= {"held_on": "2026-06-01", "site_1_zh": value, "site_1_code": value, "going_to": value}
    answer = visitor.post(path, fields)
    assert answer.status_code in (400, 401, 422), answer.status_code
    fields |= {"term": "1"}
    assert visitor.post("/sessions/new", fields).status_code in (302, 400, 403, 422)


@pytest.mark.parametrize("query", ["q=%00", "q=%ED%A0%80", "from=99999999999999999999", "text=%00", "lang=%00", "item=-1"])
def test_odd_addresses_are_a_page_and_never_a_fault(either_house: House, query: str):
    for path, person in (
        ("/", None),
        (f"/regulations/{IN_FORCE[0]}", None),
        (f"/regulations/{IN_FORCE[0]}/compare", None),
        ("/regulations/%00", None),
        (f"/regulations/{IN_REVIEW[0]}/editions/2/review", "reviewer-legal"),
        (f"/sessions/{OPEN_SESSION}", "secretary"),
    ):
        answer = either_house.visitor(person).get(f"{path}?{query}&base=99999999999&head=4000000000")
        assert answer.status_code in (200, 404), (path, answer.status_code)


def test_a_fault_of_ours_is_a_number_and_no_trace(house: House, monkeypatch: pytest.MonkeyPatch, caplog):
    """What was typed comes back; the trace goes to the log under the number on the page."""

    def broken(*_arguments: object, **_options: object) -> None:
        raise RuntimeError("the secret inside")

    monkeypatch.setattr("workflow.lifecycle.drafting.create", broken)
    visitor = house.visitor("drafter")
    for language, sentence in (("zh", "程序出了故障"), ("en", "A fault of ours")):
        answer = visitor.post(in_language("/regulations/new", language), {"name_zh": "写好的名称", "slug": "x"})
        assert answer.status_code == 500
        assert sentence in answer.text
        assert "写好的名称" in answer.text
        assert "secret inside" not in answer.text
        assert "Traceback" not in answer.text
        number = re.search(r"(?:编号|number) ([0-9a-f]{8})", answer.text)
        assert number
        assert number[1] in caplog.text


def test_a_database_that_does_not_answer_is_a_sentence(house: House, monkeypatch: pytest.MonkeyPatch, caplog):
    """Even the page that says so needs the database for the name at its head; it then does without."""
    visitor = house.visitor("drafter")
    from sqlalchemy.exc import OperationalError

    def gone(*_arguments: object, **_options: object) -> None:
        raise OperationalError("select", {}, Exception("disk I/O error at /a/secret/place"))

    monkeypatch.setattr("workflow.web.visit.reading", gone)
    answer = visitor.get("/desk")
    assert answer.status_code == 503
    assert "系统正忙，没有保存。请稍候再试。" in answer.text
    assert "secret" not in answer.text


def test_an_awaiting_text_cannot_be_issued_or_changed_by_hand(house: House):
    """Forms sent without their page change nothing: not the state, not the text, not the roll."""
    slug, number = AWAITING
    before = house.rows()
    address = f"/regulations/{slug}/editions/{number}"
    forms = [
        ("issuer", f"{address}/issue", {"effective": "2026-05-01"}),
        ("drafter", f"{address}/save", {"words": TEXT, "base": "0"}),
        ("drafter", f"{address}/revise", {"reason": "x"}),
        ("drafter", f"{address}/withdraw", {"reason": "x"}),
        ("secretary", f"{address}/consult", {"outcome": "x"}),
        ("secretary", f"/items/{OPEN_ITEM}/adopt", {}),
        ("secretary", f"/items/{OPEN_ITEM}/lock", {"fingerprint": "x"}),
        ("secretary", f"/sessions/{OPEN_SESSION}/roll", {"lines": HEAD}),
        ("secretary", f"/sessions/{OPEN_SESSION}/close", {}),
    ]
    for person, path, fields in forms:
        assert house.visitor(person).post(path, fields).status_code == 409, path
    assert house.rows() == before
