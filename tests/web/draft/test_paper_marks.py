"""A file as a machine took it from paper: what paper put in is told, an order and the regulation are asked about apart."""

from tests.web.desk import begun, imported
from tests.web.house import House, spoken
from tests.web.sheet import line, send

FILE = """云岭公司令
〔2026〕第3号
《考勤管理办法》已经审议通过，现予公布。
总经理　段青云
考勤管理办法
第一章　总则第一章　总则
第一条第一条第一条　为了规范考勤，保障职工的合法权益，根据
— 1 —
有关规定，制定本办法。
第二条　本办法自印发之日起施行。
"""


def test_an_order_is_left_out_and_what_paper_put_in_is_told(house: House):
    drafter = begun(house)
    address = imported(drafter, FILE.encode(), "办法.txt")
    page = drafter.get(address).text
    assert "像是有2件文件，这里是其中一件：“云岭公司令”" in line(page, 1)
    assert "“第一章　总则第一章　总则”重复，只读入一次" in line(page, 6)
    assert "页码“— 1 —”没有读入" in line(page, 7)
    assert "根据有关规定，制定本办法" in line(page, 7)
    assert "还有5处推断没有确认或者改正。" in page
    send(drafter, address, "settle:5", as_5="only")
    page = drafter.get(address).text
    assert "标题" in line(page, 5)
    send(drafter, address, "all")
    answer = send(drafter, address, "take")
    words = spoken(drafter.get(answer.headers["Location"]).text)
    assert "云岭公司令" not in words
    assert "第一条　为了规范考勤，保障职工的合法权益，根据有关规定，制定本办法。" in words


def test_a_letterhead_is_asked_about_and_may_be_left_out(house: House):
    drafter = begun(house)
    file = "云岭公司文件\n云机制〔2026〕5号\n关于开展检查的通知\n各车间：\n一、按时完成\n二、报送结果\n"
    address = imported(drafter, file.encode(), "通知.txt")
    page = drafter.get(address).text
    assert "版头" in line(page, 1)
    assert "在标题上方，作为版头读入" in line(page, 2)
    send(drafter, address, "settle:2", as_2="out")
    send(drafter, address, "all")
    answer = send(drafter, address, "take")
    words = spoken(drafter.get(answer.headers["Location"]).text)
    assert "云岭公司文件" in words
    assert "云机制〔2026〕5号" not in words
