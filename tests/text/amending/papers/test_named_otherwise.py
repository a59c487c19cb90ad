"""How offices name places of papers without 第X条, and how such decisions are written: two made-up papers, line by line."""

import pytest

from workflow.text.amending.amend import Amended, amend
from workflow.text.amending.apply import apply, canonical
from workflow.text.reading.parse import parse

NOTICE = """车间安全生产考核方案
一、总体要求
坚持安全第一，预防为主，落实全员责任。
二、考核内容
（一）现场管理。现场应当做到下列各项：
（1）物料堆放整齐；
（2）通道畅通，标识清楚；
（3）设备完好。
（二）培训教育。每月培训一次，并做好记录。
1.新员工培训不少于八学时；
2.转岗员工培训不少于四学时。
（三）隐患排查。每周排查一次，及时整改。
三、考核程序
由电解工序、压滤工序和安全部分别评分，汇总后公布。
四、附则
本方案自2024年1月1日起施行。
"""
STANDARD = """电解岗位操作规程
第1章 开车
1.1 电解工序开车前，应当检查下列设备：
a) 电解槽；
b) 整流柜，行车；
c) 循环泵。
1.2 检查完毕后，由班长签字，再通知电解工序开车。
第2章 运行
2.1 每两小时记录一次槽温，超过65℃时停车。
2.1.1 电解工序应当每班清槽。
2.2 本规程由生产部解释。
"""
SEEN, MORE = "（2）通道畅通，标识清楚；", "（2）标识清楚；\n（3）通道畅通；"


def exchanged(text: str, *pairs: tuple[str, str]) -> str:
    for one, other in pairs:
        assert text.count(one) == 1, one
        text = text.replace(one, other)
    return canonical(parse(text).document)


def done(text: str, item: str) -> str | None:
    """What comes of an item; None where it is refused and nothing is changed."""
    old = parse(text).document
    name = old.title
    applied = apply(old, f"关于修改《{name}》的决定\n对《{name}》作如下修改：\n一、{item}\n")
    if applied.undone:
        assert applied.text == canonical(old)
        return None
    return applied.text


@pytest.mark.parametrize(
    ("item", "pairs"),
    [
        ("将第二条第（一）项中的“通道畅通，”修改为“通道不得堵塞，”。", [("通道畅通，", "通道不得堵塞，")]),
        ("将第二部分第（二）项中的“每月”修改为“每季度”。", [("每月", "每季度")]),
        ("将二、（二）中的“每月”修改为“每季度”。", [("每月", "每季度")]),
        ("将“二、考核内容”中的“（二）培训教育”修改为“（二）教育培训”。", [("培训教育", "教育培训")]),
        ("将“三、考核程序”中的“电解工序”修改为“电解和压滤工序”。", [("电解工序", "电解和压滤工序")]),
        ("将“三、考核程序”修改为“三、考核办法”。", [("考核程序", "考核办法")]),
        ("将第二条第（一）项第2目修改为：“（2）标识清楚；”", [("通道畅通，标识", "标识")]),
        ("将第二条第（二）项第（2）目中的“四”修改为“六”。", [("四学时", "六学时")]),
        ("将第二条第（二）项第2点中的“四”修改为“六”。", [("四学时", "六学时")]),
        (
            "第二条第（二）项增加一目，作为第3目：“复工员工培训不少于两学时。”",
            [("四学时。", "四学时；\n3.复工员工培训不少于两学时。")],
        ),
        (
            "第二条增加一项作为第（二）项，原第（二）项、第（三）项改为第（三）项、第（四）项：“设备管理。每班点检。”",
            [("（二）培训", "（二）设备管理。每班点检。\n（三）培训"), ("（三）隐患", "（四）隐患")],
        ),
        ("在第二部分增加一项，作为（四）：“设备管理。每班点检。”", [("及时整改。", "及时整改。\n（四）设备管理。每班点检。")]),
        (
            "增加一条，作为第二条：“考核周期\n“每季度考核一次。”，原第二条至第四条依次改为第三条至第五条。",
            [
                ("二、考核内容", "二、考核周期\n每季度考核一次。\n三、考核内容"),
                ("三、考核程序", "四、考核程序"),
                ("四、附则", "五、附则"),
            ],
        ),
        ("将第二条第（二）项第3目修改为：“3.复工员工。”", None),
        ("将第二条第（三）项第1目修改为：“1.复工员工。”", None),
        ("将“三、考核内容”中的“电解工序”修改为“电解和压滤工序”。", None),
        ("将“四、”修改为：“四、附则说明”", None),
        ("将第五部分中的“电解工序”修改为“电解和压滤工序”。", None),
    ],
)  # fmt: skip
def test_a_notice(item: str, pairs: list[tuple[str, str]] | None) -> None:
    assert done(NOTICE, item) == (exchanged(NOTICE, *pairs) if pairs else None)


@pytest.mark.parametrize(
    ("item", "pairs"),
    [
        ("将1.1 b)中的“整流柜，”修改为“整流器，”。", [("整流柜，", "整流器，")]),
        ("将1.1第b）项修改为：“b) 整流器；”。", [("整流柜，行车", "整流器")]),
        (
            "1.1增加一项，作为b)：“阳极；”，原b)、c)改为c)、d)。",
            [("b) 整", "b) 阳极；\nc) 整"), ("c) 循环", "d) 循环")],
        ),
        ("将“2.2”修改为：“2.2 本规程由技术部解释。”", [("生产部", "技术部")]),
        ("将2.2修改为：“2.2本规程由技术部解释。”", [("生产部", "技术部")]),
        ("将“2.1”中的“65℃”修改为“60℃”。", [("65℃", "60℃")]),
        (
            "增加一条，作为2.1：“开车后通知调度。”，原2.1、2.2依次改为2.2、2.3。",
            [("2.2 本", "2.3 本"), ("2.1.1 电", "2.2.1 电"), ("2.1 每", "2.1 开车后通知调度。\n2.2 每")],
        ),
        ("将1.1 d)修改为：“d) 阳极；”。", None),
        ("将1.2 a)修改为：“a) 阳极；”。", None),
        ("将2.2修改为：“2.3 本规程由技术部解释。”", None),
        ("将“3.5”修改为：“3.5 本规程由技术部解释。”", None),
    ],
)
def test_a_standard(item: str, pairs: list[tuple[str, str]] | None) -> None:
    assert done(STANDARD, item) == (exchanged(STANDARD, *pairs) if pairs else None)


@pytest.mark.parametrize(
    ("text", "pairs", "items"),
    [
        (NOTICE, [("电解工序、", "电解和压滤工序、")], ["将第三条第一款中的“电解工序”修改为“电解和压滤工序”。"]),
        (
            NOTICE,
            [(SEEN, f"（2）标识；\n（3）{SEEN[3:]}"), ("（3）设备", "（4）设备")],
            ["第二条第（一）项增加一目，作为第2目：“（2）标识；”，第2目至第3目相应改为第3目至第4目。"],
        ),
        (
            NOTICE,
            [("（二）培训", "（二）设备管理。每班点检。\n（三）培训"), ("（三）隐患", "（四）隐患")],
            ["增加一项，作为第二条第（二）项：“设备管理。每班点检。”，原第二条第（二）项、第（三）项依次改为第二条第（三）项、第（四）项。"],
        ),
        (
            NOTICE,
            [("二、考核内容", "二、考核周期\n每季度考核一次。\n三、考核内容"), ("三、考核程序", "四、考核程序"), ("四、附则", "五、附则")],
            ["增加一条，作为第二条：“考核周期\n“每季度考核一次。”，原第二条至第四条依次改为第三条至第五条。"],
        ),
        (STANDARD, [("b) 整流柜，行车", "b) 整流器")], ["将1.1 b）中的“整流柜，行车”修改为“整流器”。"]),
        (
            STANDARD,
            [("2.2 本", "2.3 本"), ("2.1.1 电", "2.2.1 电"), ("2.1 每", "2.1 开车后通知调度。\n2.2 每")],
            ["在第2章中增加一条，作为2.1：“开车后通知调度。”，原2.1、2.2依次改为2.2、2.3。"],
        ),
    ],
)  # fmt: skip
def test_what_is_written(text: str, pairs: list[tuple[str, str]], items: list[str]) -> None:
    answer = amend(parse(text).document, parse(exchanged(text, *pairs)).document)
    assert isinstance(answer, Amended)
    assert [item.words for item in answer.items] == items


def test_one_exchange_is_made_of_whole_words_in_every_place() -> None:
    answer = amend(parse(STANDARD).document, parse(STANDARD.replace("电解工序", "电解和压滤工序")).document)
    assert isinstance(answer, Amended)
    assert [item.words for item in answer.items] == ["将1.1、1.2和2.1.1中的“电解工序”修改为“电解和压滤工序”。"]
