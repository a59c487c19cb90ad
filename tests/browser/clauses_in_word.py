"""Two papers as they lie in somebody's Word, every number of them automatic: an enterprise standard and a notice."""

from __future__ import annotations

from tests.publishing.word.ooxml import definition, docx, level, num, p, r, table

_CENTRED = '<w:jc w:val="center"/>'
_RIGHT = '<w:jc w:val="right"/>'
#: Level of the list, words: 1 / 1.1 / 1.1.1, then a) below a clause; a line without a level has no number.
STANDARD = (
    (0, "范围"),
    (None, "本标准规定了吊具和索具的领用、使用、检查和报废的要求。"),
    (None, "本标准适用于公司各车间使用的钢丝绳吊索、链条吊索和合成纤维吊装带。"),
    (0, "职责"),
    (1, "设备动力科负责吊具、索具的选型和年度检测。"),
    (1, "各车间负责日常使用和每班检查，检查按4.1的要求进行。"),
    (0, "使用要求"),
    (1, "领用"),
    (2, "吊具、索具应由持证的起重作业人员领用，并登记编号。"),
    (2, "没有编号或者额定载荷标识不清的，不应领用。"),
    (1, "吊装"),
    (2, "吊装前应按下列顺序确认："),
    (3, "吊物的质量不超过额定载荷；"),
    (3, "吊点高于吊物重心；"),
    (3, "吊装区域内没有无关人员。"),
    (2, "两台起重机同吊一物的，每台所受载荷不应超过其额定载荷的75%。"),
    (0, "检查和报废"),
    (1, "每班作业前检查一次，检查结果记入表1。"),
    (1, "有下列情形之一的，应报废："),
    (3, "钢丝绳一个捻距内断丝数达到总丝数的10%；"),
    (3, "链环磨损达到原直径的10%；"),
    (3, "吊装带出现死结、割口。"),
    (1, "按4.2报废的吊具、索具应在24小时内切断，不应留作他用。"),
    (0, "实施"),
    (None, "本标准自2026年5月1日起实施。"),
)
STANDARD_NAME = "吊具索具安全管理标准"
NOTICE = (
    (None, "公司各部门、各车间："),
    (None, "为了做好夏季防暑降温工作，保障职工身体健康，现将有关事项通知如下："),
    (0, "合理安排作业时间"),
    (1, "日最高气温达到40摄氏度以上的，当日停止露天作业。"),
    (1, "日最高气温达到37摄氏度以上、不满40摄氏度的，露天作业时间全天不超过6小时。"),
    (0, "落实防护措施"),
    (1, "改善作业环境。各车间应当在6月15日前完成下列工作："),
    (2, "检修全部岗位送风机；"),
    (2, "在休息室配备饮水机和急救药箱。"),
    (1, "发放防暑用品。清凉饮料按照出勤天数发放，不得以现金代替。"),
    (0, "加强监督检查"),
    (None, "工会对第一条、第二条第（二）项的落实情况每月检查一次，检查结果在厂务公开栏公布。"),
    (0, "其他事项"),
    (None, "本通知自2026年6月1日起执行。"),
)
NOTICE_NAME = "关于做好夏季防暑降温工作的通知"


def standard() -> bytes:
    """The standard: three levels of one list, letters of another that begins again below each clause, and a table."""
    lists = definition(
        0,
        level(0, "decimal", "%1"),
        level(1, "decimal", "%1.%2"),
        level(2, "decimal", "%1.%2.%3"),
        level(3, "lowerLetter", "%4)"),
    )
    body = p("云岭精密机械股份有限公司企业标准", properties=_CENTRED) + p(STANDARD_NAME, properties=_CENTRED)
    for place, words in STANDARD:
        body += p(words) if place is None else p(words, listed=(1, place))
    body += p("表1　每班检查记录", properties=_CENTRED)
    body += table(("编号", "日期", "检查人", "结论"), ("", "", "", ""))
    return docx(body, numbering=lists + num(1, 0))


def notice() -> bytes:
    """The notice: 一、 （一） 1. of one list, addressed, signed and dated."""
    lists = definition(
        0,
        level(0, "chineseCountingThousand", "%1、", suffix="nothing"),
        level(1, "chineseCountingThousand", "（%2）", suffix="nothing"),
        level(2, "decimal", "%3.", suffix="nothing"),
    )
    body = p(r(NOTICE_NAME), properties=_CENTRED)
    for place, words in NOTICE:
        body += p(words) if place is None else p(words, listed=(1, place))
    body += p("云岭精密机械股份有限公司", properties=_RIGHT) + p("2026年5月20日", properties=_RIGHT)
    return docx(body, numbering=lists + num(1, 0))
