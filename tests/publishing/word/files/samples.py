"""Every Word file that the reader is tried on, however it was made, with the lines that must be read from it."""

from __future__ import annotations

import re
from pathlib import Path

from tests.publishing.word.files import by_hand, by_python_docx, by_wps

LIBREOFFICE = Path(__file__).parents[1] / "libreoffice"
#: Files that LibreOffice 7.4 saved as .docx, and what must be read from them; what it made them from is in sources/.
_FROM_LIBREOFFICE = {
    "from-html": [
        "某某公司考勤办法", "第一章 总则", "第一条 为了规范考勤，制定本办法。", "第二条 考勤分为下列班次：", "1. 早班；", "2. 中班：",
        "a. 甲岗；", "b. 乙岗；", "3. 夜班。", "第二章 附则", "第三条 本办法自2025年1月1日起施行。", "解释权属于公司工会。",
        "| 班次 | 时间 |", "| 早班 | 8:00—16:00 |", "| 合计 |  |", "备注甲",
    ],
    "from-odt": [
        "某某公司值班办法", "第一章　总则", "第一条　为了规范值班，制定本办法。", "第二条　值班人员应当按时到岗：",
        "【注：到岗以打卡为准。】", "（一）提前五分钟到岗；", "（二）不得脱岗。", "第二章　附则", "第三条　本办法自发布之日起施行。",
        "| 日期 | 值班人 |", "| 周一 | 甲 |", "附件1", "值班表",
    ],
    "from-doc": [
        "某公司值班办法", "第一章　总则", "第一条　为了规范值班工作，制定本办法。", "第二条　值班人员应当：", "（一）提前五分钟到岗；",
        "（二）做好记录；", "（三）不得脱岗。", "第三条　值班补贴每班100元。", "第四条　本办法自2025年1月1日起施行。",
    ],
    "lists": [
        "某公司采购管理办法", "第一章　总则", "第一节　一般规定", "第一条　为了规范采购，制定本办法。", "第二条　采购应当：", "（一）公开；",
        "（二）分级：", "1. 十万元以下：", "①部门审批；", "②备案。", "2. 十万元以上。", "前款所称金额不含税。", "第二节　特别规定",
        "第三条　紧急采购：", "（一）先行办理；", "（二）三日内补办手续。", "第二章　附则", "第四条　下列表格另行发布：", "c)申请表；",
        "d)验收表。", "第九条　本办法自2025年6月1日起施行。",
    ],
    "pieces": [
        "某公司差旅费办法", "第一条\t依照《工会法》第二条，制定本办法。", "【注：本办法由财务部解释。】", "第二条　差旅费按  附件执行；",
        "（一）住宿费；", "（二）交通费。", "【注：含市内交通。】", "第三条　见制定本办法的说明。", "另见财务部通知。",
        "第四条　本办法自2025年6月1日起施行。", "附件1　标准", "| 地区 | 标准 |  |", "|  | 住宿 | 伙食 |", "| 省内 | 300元 | 100元 （每日） |",
    ],
    "revised": [
        "某公司请假办法", "第一条　请假应当提前申请。", "第二条　病假不超过六十日。", "第三条　事假由部门批准。",
        "第四条　本办法自2025年6月1日起施行。",
    ],
    "web": [
        "某公司车辆管理办法", "第一章　总则", "第一条\u00a0\u00a0为了管好车辆，制定本办法。", "第二条　用车应当：", "1. 登记；", "2. 交接：",
        "a. 里程；", "b. 油量。", "前款登记保存三年。", "3. 加油；", "7. 保养。", "I. 甲类；", "II. 乙类。", "不编号的一项。",
        "第二章　附则", "第三条　本办法", "自2025年6月1日起施行；1", "| 车型 | 补贴 |  |", "| 轿车 | 市内 | 50元 |", "|  | 市外 | 80元 |",
        "附注　　第一行", "第二行",
    ],
}  # fmt: skip
FILES: dict[str, tuple[bytes, list[str]]] = {
    **{f"by hand: {name}": file for name, file in by_hand.FILES.items()},
    **{f"as WPS: {name}": file for name, file in by_wps.FILES.items()},
    **{f"by python-docx: {name}": file for name, file in by_python_docx.FILES.items()},
    **{
        f"by LibreOffice: {name}": ((LIBREOFFICE / f"{name}.docx").read_bytes(), lines)
        for name, lines in _FROM_LIBREOFFICE.items()
    },
}
_NUMBER = re.compile(
    r"第.{1,9}?[编章节条]|附件\d*|Article \d+|[（(].{1,4}?[）)]|[①-⑳⒈-⒛⑴-⒇]"
    r"|(?:[甲乙丙丁壹贰一二三四五六七八九十]{1,4}、|[0-9０-９]{1,3}[.．、)）]|[A-Za-z]{1,4}[.)]|0\d)(?=\D)"
)


def number_of(line: str) -> str:
    """The number that a line begins with, whoever counted it; "" for none."""
    match = _NUMBER.match(line)
    return match[0] if match else ""
