"""A made-up regulation of forty articles that say nearly the same, which is what confuses comparisons most."""

from __future__ import annotations

from collections.abc import Sequence

from workflow.text.labels.numerals import chinese
from workflow.text.reading.parse import parse
from workflow.text.tree import Document

_MATTERS = (
    "工资分配 奖金发放 加班审批 休假安排 社会保险 住房公积金 福利费用 劳动保护 职业健康 安全生产 "
    "教育培训 岗位竞聘 评先评优 干部任免 业务接待 公务用车 物资采购 工程招标 资产处置 产权变更 "
    "对外投资 对外担保 财务预算 财务决算 利润分配 专项资金 困难帮扶 女工保护 劳务派遣 劳动合同 "
    "集体合同 裁员方案 改制方案 搬迁安置 环境治理 能源消耗 质量事故 设备更新 科研项目 信息系统"
)


def words() -> list[str]:
    """The words of the forty articles, without numbers."""
    return [
        f"公司各部门应当按照职责分工，在规定期限内将{matter}的有关情况报送厂务公开领导小组办公室，"
        "由领导小组办公室审核后，依照本条例规定的方式和程序予以公开，接受职工监督。"
        for matter in _MATTERS.split()
    ]


def regulation(articles: Sequence[str]) -> Document:
    """The regulation whose articles have these words, numbered from one; a line feed begins a new paragraph."""
    lines = [f"第{chinese(number)}条　{text}" for number, text in enumerate(articles, 1)]
    return parse("试验公司厂务公开条例\n\n" + "\n".join(lines) + "\n").document
