"""What drafters really send: empty, huge, binary, stale and double. Each gets a sentence, and no typed word is lost."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.web.desk import DESK, TEXT, begun, imported, save, saved, upload
from tests.web.house import OPEN_SESSION, House, Visitor, field_words, hidden


@pytest.fixture
def drafter(house: House) -> Visitor:
    """The drafter, with a new regulation begun."""
    return begun(house)


def test_an_empty_text_is_not_saved(house: House, drafter: Visitor):
    for text in ("", "   \n\t\n"):
        answer = save(drafter, text)
        assert answer.status_code == 422
        assert "正文是空的，请写些内容再保存。" in answer.text
    assert saved(house) == []


@pytest.mark.parametrize("language", ["fr", "zh-Hans", "ZH", "en "])
def test_there_are_two_languages(house: House, drafter: Visitor, language: str):
    """The verbs take a language of ours and no other, so it is the form that is refused."""
    before = house.rows()
    for address in ("save", "keep", "preview", "renumber", "discard", "suggestions/accept"):
        answer = drafter.post(f"{DESK}/{address}", {"words": TEXT, "base": "0", "language": language})
        assert answer.status_code == 404, address
    for address in ("draft", "suggestions"):
        assert drafter.get(f"{DESK}/{address}?text={language}").status_code == 404, address
    told = {"slug": "b", "name_zh": "办法", "name_en": "Rules", "kind": "regulation", "language": language}
    answer = drafter.post("/regulations/new", told)
    assert answer.status_code == 422
    assert "请选择中文或者英文。" in answer.text
    assert house.rows() == before


@pytest.mark.thorough
def test_a_text_of_two_megabytes_is_not_saved_and_comes_back(house: House, drafter: Visitor):
    text = "食堂" + "长" * 700_000
    for address in ("/save", "/preview"):
        answer = save(drafter, text, "0", address)
        assert answer.status_code == 422
        assert "正文超过上限（1000 KB）。" in answer.text
        assert "长" * 700_000 in answer.text
    assert "The text is beyond the limit of 1000 kB." in save(drafter, text, "0", "/save?lang=en").text
    assert saved(house) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_a_file_in_a_usual_encoding_is_read(drafter: Visitor, encoding: str):
    address = imported(drafter, TEXT.replace("\n", "\r\n").encode(encoding), "text.txt")
    assert "第一条　为了办好食堂，制定本办法。" in drafter.get(address).text


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        "Règlement intérieur des délégués élus à Orléans".encode("latin-1"),
        "Größe, Maße und Übergänge für Prüfer".encode("cp1252"),
        bytes(range(128, 256)) * 20,
        b"\xff\xfe\x00",
        TEXT.encode("big5", "ignore"),
        TEXT.encode("shift-jis", "ignore"),
    ],
    ids=["png", "utf-16-le", "utf-16-be", "latin-1", "cp1252", "noise", "half", "big5", "shift-jis"],
)
def test_a_file_that_is_no_text_is_refused_in_a_sentence(house: House, drafter: Visitor, content: bytes):
    before = house.rows()
    answer = upload(drafter, content)
    assert answer.status_code == 422
    assert "这个文件不是文本文件，或者编码无法识别。请另存为UTF-8文本后再上传。" in answer.text
    assert house.rows() == before


def test_a_broken_word_file_is_refused_in_a_sentence(house: House, drafter: Visitor):
    before = house.rows()
    answer = upload(drafter, b"PK\x03\x04" + bytes(range(256)) * 4)
    assert answer.status_code == 422
    assert "文件已损坏，不能读取：请在Word或WPS中打开并重新保存后再试。" in answer.text
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


@pytest.mark.parametrize("unsaved", [False, True], ids=["the text", "a translation that was not saved"])
def test_after_submitting_nothing_is_offered_that_cannot_be_done(house: House, drafter: Visitor, unsaved: bool):
    assert save(drafter, TEXT).status_code == 302
    page = drafter.get(f"{DESK}/draft").text
    assert {"save", "preview", "renumber", "import", "submit"} <= set(re.findall('data-verb="([^"]+)"', page))
    if unsaved:
        typed = {"words": "Canteen Rules\n\nArticle 1 Written later.\n", "base": "0", "language": "en"}
        assert drafter.post(f"{DESK}/keep", typed).status_code == 200
    assert drafter.post(f"{DESK}/submit", {"fingerprint": hidden(page, "fingerprint")}).status_code == 302
    page = drafter.get(f"{DESK}/draft").text
    assert "第1轮正在审核" in page
    offered = set(re.findall('data-verb="([^"]+)"', page))
    assert "save" in offered, "the next round may be written"
    assert "submit" not in offered, "and has nothing to be submitted"
    for who in ("reviewer-legal", "reviewer-union"):
        shown = hidden(house.visitor(who).get(f"{DESK}/review").text, "fingerprint")
        assert house.visitor(who).post(f"{DESK}/approve", {"fingerprint": shown}).status_code == 302
    page = drafter.get(f"{DESK}/draft?text={'en' if unsaved else 'zh'}").text
    assert "不能保存。" in page
    assert " disabled" not in page
    offered = set(re.findall('data-verb="([^"]+)"', page))
    assert offered.isdisjoint({"save", "renumber", "import", "submit", "confirm-reference"})
    assert (" readonly" in page, "Written later" in page) == (not unsaved, unsaved)
    assert "is not open." in drafter.get(f"{DESK}/draft?lang=en").text


def test_a_number_twice_is_named_with_its_line(drafter: Visitor):
    twice = TEXT.replace("第二条", "第一条")
    assert save(drafter, twice).status_code == 302
    page = drafter.get(f"{DESK}/draft").text
    assert "第4行" in page
    answer = drafter.post(f"{DESK}/submit", {"fingerprint": hidden(page, "fingerprint")})
    assert answer.status_code == 409
    assert "第4行" in answer.text


def test_what_no_paper_can_show_is_told_at_its_line_and_not_submitted(drafter: Visitor):
    """The first look at it is the page of the draft, in either language, not the issue after the vote."""
    assert save(drafter, TEXT.replace("第二条　", "第二条　\U0001f600")).status_code == 302
    page = drafter.get(f"{DESK}/draft").text
    line = next(number for number, words in enumerate(TEXT.splitlines(), 1) if words.startswith("第二条"))
    assert f'data-line="{line}"' in page
    assert "第二条：“\U0001f600”（U+1F600）无法排印，请改用其他字符。" in page
    assert re.search(r'data-verb="submit" disabled', page)
    assert (
        "“\U0001f600” (U+1F600) cannot be printed: use other characters." in drafter.get(f"{DESK}/draft?lang=en").text
    )
    answer = drafter.post(f"{DESK}/submit", {"fingerprint": hidden(page, "fingerprint"), "note": "请审核"})
    assert answer.status_code == 409


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


LONGER = TEXT.replace("第三条　本", "第三条　食堂公布菜谱。\n第四条　本")


def test_in_a_clash_no_button_takes_a_colleague_s_other_article_back(house: House, drafter: Visitor):
    save(drafter, LONGER)
    base = hidden(drafter.get(f"{DESK}/draft").text, "base")
    save(drafter, LONGER.replace("三餐", "四餐").replace("公布菜谱", "每周公布菜谱"), base)
    mine = LONGER.replace("三餐", "两餐")
    answer = save(drafter, mine, base)
    assert "有1处两人都改了" in answer.text
    assert field_words(answer.text, "words") == LONGER.replace("三餐", "两餐").replace("公布菜谱", "每周公布菜谱")
    (clash,) = set(re.findall(r'name="(choice:[^"]+)"', answer.text))
    for whose, words in (("theirs", "四餐"), ("mine", "两餐")):
        fields = {"mine": mine, "before": hidden(answer.text, "before"), clash: whose}
        chosen = field_words(drafter.post(f"{DESK}/choose", fields).text, "words")
        assert chosen == LONGER.replace("三餐", words).replace("公布菜谱", "每周公布菜谱")


def test_what_two_people_put_in_at_one_place_both_stands(drafter: Visitor):
    save(drafter, LONGER)
    base = hidden(drafter.get(f"{DESK}/draft").text, "base")
    place = "第三条　食堂公布菜谱。\n第四条"
    save(drafter, LONGER.replace(place, "第三条　食堂公布菜谱。\n第四条　食堂应当持证经营。\n第五条"), base)
    answer = save(drafter, LONGER.replace(place, "第三条　食堂公布菜谱。\n第四条　夜班餐食统一配送。\n第五条"), base)
    assert answer.status_code == 409
    words = field_words(answer.text, "words")
    assert "食堂应当持证经营。" in words
    assert "夜班餐食统一配送。" in words


@pytest.mark.parametrize(
    "typed", ["当A<B、C>D时，停止供餐", "R&amp;D部门用餐", "缩小**%、扩大**%", "<b>加粗</b>", "# 不是标题"]
)
def test_typed_words_are_words_and_no_markup(house: House, drafter: Visitor, typed: str):
    assert save(drafter, TEXT.replace("食堂每日供应三餐", typed)).status_code == 302
    assert typed in saved(house)[-1]
    assert typed in field_words(drafter.get(f"{DESK}/draft").text, "words")


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


@pytest.mark.parametrize("address", ["/preview", "/renumber", "/save"])
def test_no_form_of_a_second_window_writes_over_the_first(drafter: Visitor, address: str):
    """Saving is tried on a text that somebody saved meanwhile, where the words are kept because they came second."""
    save(drafter, TEXT)
    page = drafter.get(f"{DESK}/draft").text
    base = hidden(page, "base")
    if address == "/save":
        save(drafter, TEXT.replace("三餐", "四餐"), base)
    first, second = TEXT.replace("三餐", "五餐"), TEXT.replace("三餐", "六餐")
    drafter.post(f"{DESK}/preview", {"words": first, "base": base, "kept": ""})
    drafter.post(f"{DESK}{address}", {"words": second, "base": base, "kept": ""})
    assert field_words(drafter.get(f"{DESK}/draft").text, "words") == first
    desk = drafter.get(f"{DESK}/draft").text
    assert "另一个窗口里的文字" in desk
    drafter.post(f"{DESK}/take-back", {"aside": re.findall(r'name="aside" value="([0-9]+)"', desk)[0]})
    assert field_words(drafter.get(f"{DESK}/draft").text, "words") == second


def test_saving_what_came_second_says_nothing_of_another_window(drafter: Visitor):
    save(drafter, TEXT)
    base = hidden(drafter.get(f"{DESK}/draft").text, "base")
    save(drafter, TEXT.replace("三餐", "四餐"), base)
    answer = save(drafter, TEXT.replace("为了办好食堂", "为了办好食堂、保证安全"), base)
    fields = {name: hidden(answer.text, name) for name in ("base", "kept")}
    assert drafter.post(f"{DESK}/save", {"words": field_words(answer.text, "words"), **fields}).status_code == 302
    assert "另存的文字" not in drafter.get(f"{DESK}/draft").text


def test_a_regulation_is_amended_from_its_own_page(house: House, drafter: Visitor):
    """Where the desk has no room for all of them; by who drafts alone, and while nothing is under way."""
    page, button = "/regulations/representative-assembly", 'data-verb="amend"'
    assert button in drafter.get(page).text
    assert button not in house.visitor("secretary").get(page).text
    assert button not in house.visitor().get(page).text
    assert drafter.post(f"{page}/amend", {}).headers["Location"].endswith("/editions/2/draft")
    assert button not in drafter.get(page).text
