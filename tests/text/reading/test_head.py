"""Above the title of a paper: letterhead, number, an order; behind it, whom it goes to. Read apart, and nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import Document, Kind

BODY = "一、按时完成\n各车间应当在6月底前完成。\n二、报送结果\n结果报工会。\n"
RULES = "第一条　为了规范考勤，制定本办法。\n第二条　本办法自印发之日起施行。\n"


def front(text: str) -> tuple[list[str], str, list[str], str]:
    """Lines above the title, the title, notes, the first words behind them."""
    document = parse(text).document

    def of(kind: Kind) -> list[str]:
        return [unit.text for unit in document.root.children if unit.kind == kind]

    preamble = next((unit for unit in document.root.children if unit.kind == Kind.PREAMBLE), None)
    first = preamble.children[0].text if preamble and preamble.children else ""
    return of(Kind.LETTERHEAD), "/".join(of(Kind.TITLE)), of(Kind.NOTE), first


@pytest.mark.parametrize(
    ("above", "title"),
    [
        (["云岭精密机械股份有限公司文件", "云机制〔2026〕5号"], "关于做好防暑降温工作的通知"),
        (["特 急", "云岭精密机械股份有限公司文件", "云机制〔2026〕5号", "签发人：段青云"], "关于开展检查的通知"),
        (["Q/YL 101—2026", "云岭精密机械股份有限公司企业标准"], "吊具索具安全管理标准"),
        (["云岭精密机械股份有限公司", "会 议 纪 要", "〔2026〕8号"], "第三次生产例会纪要"),
        (["云岭铸锻有限责任公司", "云铸字第12号"], "关于调整班次的通知"),
        (["预案编号：YL-07", "版 本 号：2026-A"], "液氨泄漏专项应急预案"),
        (["附件2"], "防汛物资定额管理办法"),
    ],
)
def test_a_letterhead_is_no_title(above: list[str], title: str):
    assert front("\n".join([*above, title, BODY])) == (above, title, [], "")


@pytest.mark.parametrize(
    "title",
    [
        "云岭精密机械股份有限公司\n考勤管理办法",
        "云岭精密机械股份有限公司\n关于做好防暑降温工作的通知",
        "云岭精密机械股份有限公司\n章程",
        "关于规范公司文件管理的办法",
        "会议纪要管理办法",
        "标准化工作管理标准",
    ],
)
def test_a_title_keeps_its_lines(title: str):
    """Whose regulation it is belongs to its name, where no number and no mark of a letterhead stands between."""
    assert front(f"{title}\n{RULES}") == ([], title.replace("\n", "/"), [], "")


def test_an_order_stands_above_what_it_promulgates():
    order = [
        "云岭精密机械股份有限公司令",
        "〔2026〕第3号",
        "《考勤管理办法》已经2026年3月2日第四次会议审议通过，现予公布，自2026年5月1日起施行。",
        "总经理　段青云",
        "2026年3月5日",
    ]
    assert front("\n".join([*order, "考勤管理办法", RULES])) == (order, "考勤管理办法", [], "")
    # What is only cited, or is a notice with points of its own, promulgates nothing.
    notice = "关于印发《考勤管理办法》的通知\n各车间：\n现印发《考勤管理办法》，并要求如下：\n" + BODY
    assert front(notice)[:2] == ([], "关于印发《考勤管理办法》的通知")


@pytest.mark.parametrize(
    ("line", "title", "notes", "first"),
    [
        ("关于开展检查的通知（云机制〔2026〕5号）", "关于开展检查的通知", ["（云机制〔2026〕5号）"], ""),
        ("云岭公司关于开展检查的通知各车间、各部门：", "云岭公司关于开展检查的通知", [], "各车间、各部门："),
        ("关于转发《关于开展检查的通知》的通知各车间：", "关于转发《关于开展检查的通知》的通知", [], "各车间："),
        ("考勤管理办法（试行）", "考勤管理办法（试行）", [], ""),
        ("考勤管理办法\n（试行）", "考勤管理办法/（试行）", [], ""),
        ("降本增效实施方案\n（2025—2027年）", "降本增效实施方案/（2025—2027年）", [], ""),
        ("第三次例会纪要\n时间：2026年3月2日", "第三次例会纪要", [], "时间：2026年3月2日"),
    ],
)
def test_what_stands_behind_a_title_is_read_apart(line: str, title: str, notes: list[str], first: str):
    assert front(f"{line}\n{BODY}") == ([], title, notes, first)


MARKS = st.sampled_from(["特急", "云岭公司文件", "云机制〔2026〕5号", "签发人：段青云", "Q/YL 101—2026", "000012"])


@given(
    st.lists(MARKS, max_size=5, unique=True),
    st.sampled_from(["关于开展检查的通知", "考勤管理办法", "云岭公司\n考勤管理办法"]),
    st.sampled_from(["", "各车间：\n"]),
    st.sampled_from([BODY, RULES]),
)
def test_whatever_stands_above_nothing_is_lost_and_the_canonical_text_says_the_same(above, title, to, body):
    text = "\n".join([*above, title, to + body])
    document = parse(text).document
    canonical = write(document)
    assert "".join(canonical.split()) == "".join(text.split())
    again = parse(canonical, document.language).document
    assert write(again) == canonical
    assert shape(again) == shape(document)
    assert [unit.text for unit in document.root.children if unit.kind == Kind.LETTERHEAD] == above
    assert document.title == title


def shape(document: Document) -> list[tuple[str, str]]:
    """Kinds and labels in order."""
    return [(unit.kind, unit.label) for unit in document.root.walk()]


@pytest.mark.parametrize(
    ("above", "title"),
    [
        (["Order No. 5 of 2026"], "Rules on Visitors"),
        (["URGENT", "Ref: HSE-12/2026"], "Notice on the Shutdown"),
        ([], "Order on Visitors"),
    ],
)
def test_what_stands_above_an_english_title_is_letterhead(above: list[str], title: str):
    text = "\n".join([*above, title, "", "Article 1 Visitors sign in.", "Article 2 These rules take effect today.", ""])
    document = parse(text).document
    assert [unit.text for unit in document.root.children if unit.kind == Kind.LETTERHEAD] == above
    assert document.title == title
    assert write(parse(write(document)).document) == write(document)


def test_a_number_that_is_all_the_title_there_is_stays_the_title():
    document = parse("Order No. 5 of 2026\n\nArticle 1 Visitors sign in.\nArticle 2 It takes effect today.\n").document
    assert document.title == "Order No. 5 of 2026"
