"""Suggestions answered one by one: in any order, beside others who save, nothing typed lost, each under its provision."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from tests.publishing.word.files.colleague import Colleague
from tests.publishing.word.ooxml import docx, gone, ins, mark, p, r, said
from tests.web.draft.test_returned import (
    PLACE,
    _with_edits,
    accepted,
    drafter,
    exported,
    newest,
    send_back,
    suggestions,
    take_in,
)
from tests.web.house import House, Visitor, spoken
from workflow.publishing.word.reading.document import read_document
from workflow.records.text.returned import SuggestionStatus
from workflow.text.labels.numerals import chinese

__all__ = ["drafter"]


def changed(content: bytes, change: Callable[[str], str]) -> bytes:
    """A Word file with another body."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["word/document.xml"] = change(files["word/document.xml"].decode()).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, inside in files.items():
            archive.writestr(name, inside)
    return out.getvalue()


def paragraphs(visitor: Visitor) -> list[str]:
    """The lines of the draft as it goes out."""
    return read_document(exported(visitor)).text.splitlines()


def accept(visitor: Visitor, *numbers: int | None) -> int:
    return visitor.post(f"{PLACE}/suggestions/accept", {"chosen": [str(one) for one in numbers]}).status_code


def save(visitor: Visitor, house: House, text: str) -> None:
    fields = {"words": text, "base": str(newest(house).id), "language": "zh"}
    assert visitor.post(f"{PLACE}/save", fields).status_code == 302


@pytest.mark.thorough
@pytest.mark.parametrize("seed", [2, 5])
def test_one_after_the_other_comes_to_the_same_as_all_together(house: House, drafter: Visitor, seed: int):
    """What was accepted before is part of what the next was made on: no collisions with it, no other numbers."""
    content = Colleague(exported(drafter), seed, 8).sends()
    take_in(drafter, content)
    for one in reversed(suggestions(house)):
        assert accept(drafter, one.id) == 302
    read = read_document(content)
    assert newest(house).text == accepted(read, range(len(read.changes)))


def test_two_changes_in_one_sentence_and_two_articles_in_one_place(house: House, drafter: Visitor):
    lines = paragraphs(drafter)
    first = next(line for line in lines if line.startswith("第一条"))
    body = []
    for line in lines:
        runs = r(line)
        if line == first:
            runs = r(line[:10]) + ins("甲方", "甲") + r(line[10:16]) + ins("乙方", "乙") + r(line[16:])
        body.append(p(runs))
        if line == first:
            body.append(p(ins("新的款由甲写。", "甲"), properties=mark("ins", "甲")))
            body.append(p(ins("新的款由乙写。", "乙"), properties=mark("ins", "乙")))
    take_in(drafter, docx("".join(body)))
    for one in suggestions(house):
        assert accept(drafter, one.id) == 302
    text = newest(house).text
    assert f"{first[:10]}甲方{first[10:16]}乙方{first[16:]}\n新的款由甲写。\n新的款由乙写。\n" in text


def test_all_that_can_be_accepted_is_one_save(house: House, drafter: Visitor):
    lines = paragraphs(drafter)
    some = [next(line for line in lines if line.startswith(f"第{chinese(at)}条")) for at in (3, 4, 5, 9)]
    content = exported(drafter)
    for line in some:
        words = line.partition("　")[2]
        content = _with_edits(content, line, (words[3:5], "改过"))
    take_in(drafter, content)
    text = newest(house).text
    for line in some[1:3]:
        words = line.partition("　")[2]
        text = text.replace(words, words[:3] + "另改" + words[5:])
    save(drafter, house, text)
    before = newest(house).number
    answer = drafter.post(f"{PLACE}/suggestions/accept", {"chosen": [str(one.id) for one in suggestions(house)]})
    assert answer.status_code == 409
    assert "有2处与现在的正文冲突" in spoken(answer.text)
    assert newest(house).number == before + 1
    assert [one.label for one in suggestions(house, SuggestionStatus.OPEN)] == ["第四条", "第五条"]


def test_what_was_typed_for_others_is_still_there(house: House, drafter: Visitor):
    take_in(drafter, Colleague(exported(drafter), 6, 4).sends())
    first, second, third, fourth = (one.id for one in suggestions(house))
    typed = {f"reason:{first}": "理由一", f"reason:{second}": "很长的理由", "chosen": [str(third)]}
    for verb, only in (("decline", first), ("accept", fourth)):
        answer = drafter.post(f"{PLACE}/suggestions/{verb}", {**typed, "only": str(only)})
        assert answer.status_code == 200
        assert "很长的理由" in answer.text
        assert f'value="{third}" checked' in answer.text
    assert [one.status.value for one in suggestions(house)] == ["declined", "open", "open", "accepted"]
    answer = drafter.post(f"{PLACE}/suggestions/decline", {"only": str(second), f"reason:{second}": "很长的理由"})
    assert answer.status_code == 302


def test_a_provision_that_is_called_otherwise_now_says_so(house: House, drafter: Visitor):
    line = next(line for line in paragraphs(drafter) if line.startswith("第九条"))
    take_in(drafter, _with_edits(exported(drafter), line, ("生日", "生辰")))
    assert "现为" not in drafter.get(f"{PLACE}/suggestions").text
    text = newest(house).text
    for number in range(40, 7, -1):
        text = text.replace(f"第{chinese(number)}条", f"第{chinese(number + 1)}条")
    save(drafter, house, text.replace("第九条　", "第八条　新的一条。\n第九条　", 1))
    assert "（现为第十条）" in drafter.get(f"{PLACE}/suggestions").text


def test_what_was_shown_is_what_is_confirmed(house: House, drafter: Visitor):
    """A file that names no text is held against the newest; what is saved meanwhile does not move the ticks."""
    text = newest(house).text
    edited = text.replace("第二条　", "第二条　除另有规定外，", 1).replace("第九条　", "第九条　一般情况下，", 1)
    page = send_back(drafter, docx("".join(p(line) for line in edited.splitlines() if line)))
    assert 'name="change:1"' in drafter.get(page).text
    save(drafter, house, text.replace("第二条　", "第二条　除另有规定外，", 1))
    assert drafter.post(f"{page}/bring-back", {"change:1": "1"}).status_code == 302
    assert [one.label for one in suggestions(house)] == ["第九条"]


def _remarked(inside: str, date: str = "2025-03-04T05:06:07Z") -> bytes:
    """A file with a remark on the words `inside` of its second article, and a third one."""
    begin, end = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
    gone_end = mark("del") if "w:del" in inside else ""
    body = p("第一条　甲。") + p(begin + inside + end, properties=gone_end) + p("第三条　丙。")
    remark = f"<w:comment {said('王律师', 0)}><w:p>{r('请斟酌')}</w:p></w:comment>"
    return docx(body.replace("2025-03-04T05:06:07Z", date), comments=remark.replace("2025-03-04T05:06:07Z", date))


def test_a_remark_on_words_that_went_stands_with_the_provision_they_were_in(drafter: Visitor):
    shown = drafter.get(send_back(drafter, _remarked(gone("第二条　乙。")))).text
    box = re.search(r'name="remark:0".*?<b>(.*?)</b>', shown, re.DOTALL)
    assert box
    assert box[1] == "第二条"


def test_the_same_remark_twice_is_marked_as_known(drafter: Visitor):
    content = _remarked(r("第二条　乙。"))
    take_in(drafter, content)
    shown = drafter.get(send_back(drafter, content)).text
    assert re.search(r'name="remark:0" value="1">', shown), "not ticked"
    assert " checked" not in shown


@pytest.mark.parametrize("date", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "-1"])
def test_a_date_that_nobody_wrote_on_is_none(drafter: Visitor, date: str):
    take_in(drafter, _remarked(gone("第二条　乙。"), date))
    for address in (f"{PLACE}/suggestions", f"{PLACE}/draft", f"{PLACE}/review"):
        assert drafter.get(address).status_code == 200


def test_a_redline_that_word_saved_without_seconds_is_still_ours(house: House, drafter: Visitor):
    house.clock.forward(seconds=37.25)
    save(drafter, house, newest(house).text.replace("第二条　", "第二条　除另有规定外，", 1))
    content = exported(drafter, f"{PLACE}/redline.docx")
    assert read_document(content).changes
    saved = changed(content, lambda body: re.sub(r'(w:date="[^"]*:)\d\dZ"', r'\g<1>00Z"', body))
    assert saved != content
    assert "文件与发出的文本完全一致" in drafter.get(send_back(drafter, saved)).text


def test_a_sentence_changed_meanwhile_in_other_words_is_read_before_it_stands(house: House, drafter: Visitor):
    line = next(one for one in paragraphs(drafter) if one.startswith("第三条"))
    words = line.partition("　")[2]
    take_in(drafter, _with_edits(exported(drafter), line, (words[-3:-1], "尾巴")))
    text = newest(house).text.replace(words, "开头" + words)
    save(drafter, house, text)
    (one,) = suggestions(house)
    answer = drafter.post(f"{PLACE}/suggestions/accept", {"only": str(one.id)})
    assert answer.status_code == 409
    both = "开头" + words[:-3] + "尾巴" + words[-1]
    assert both in spoken(answer.text)
    assert "合成后" in spoken(answer.text)
    assert newest(house).text == text
    (read,) = re.findall(r'name="read" value="(\w+)"', answer.text)
    assert drafter.post(f"{PLACE}/suggestions/accept", {"only": str(one.id), "read": "0" * 16}).status_code == 409
    assert drafter.post(f"{PLACE}/suggestions/accept", {"only": str(one.id), "read": read}).status_code == 302
    assert newest(house).text == text.replace("开头" + words, both)
