"""A regulation of eight articles in force and its amendment before the reviewers."""

from tests.cast import SLUG, enrolled
from tests.web.stories import Stories
from workflow.lifecycle.people.people import DEMONSTRATION
from workflow.records.database.session import writing
from workflow.records.person import Mark
from workflow.text.labels.numerals import chinese

ADDRESS = f"/regulations/{SLUG}/editions/2"
#: Each article has words of its own, so that nobody could take one for another.
BODIES = {
    "考勤": "上下班刷卡记录每月汇总后张贴在车间公告栏供核对",
    "请假": "病假凭医院诊断书向班组长提出并送人事科备查",
    "加班": "延长工作时间须先与本人协商且当周安排补休",
    "工资": "十五号前打入银行账户同时发放明细条目",
    "津贴": "高温岗位从六月起随出勤天数计发防暑饮料费",
    "培训": "新进人员完成三级安全教育并经考试方可上岗",
    "奖励": "提出合理化建议被采用者授予证书并公开表扬",
    "处分": "违反操作规程造成损失者视情节轻重警告或记过",
}
TOPICS = tuple(BODIES)
WORDS = ("由部门办理，期限三日", "由部门办理，期限五日", "由公司办理，金额不得超过二百元", "由工会监督，应当公布")


def written(says: dict[str, str]) -> str:
    """A text in which each topic has its article."""
    lines = [f"第{chinese(at)}条　{BODIES[topic]}，{says[topic]}。" for at, topic in enumerate(says, 1)]
    return "\n".join(["职工管理办法", "", *lines]) + "\n"


BEGUN = dict.fromkeys(TOPICS, WORDS[0])
#: Three articles changed.
THREE = {**BEGUN, "工资": WORDS[1], "津贴": WORDS[2], "处分": WORDS[3]}


def stage(url: str, draft: dict[str, str] | None = None) -> None:
    """Bring it there; `draft` is what the amendment says, by default one article with another deadline."""
    enrolled(url)
    house = Stories(url)
    with writing(house.engine) as db:
        db.add(Mark(name=DEMONSTRATION, value=house.now.date().isoformat()))
    house.ready(SLUG, text=written(BEGUN))
    house.issued(SLUG)
    house.amend(SLUG)
    house.save(written(draft or {**BEGUN, "工资": WORDS[1]}))
    house.submit()
    house.engine.dispose()


def three(url: str) -> None:
    """Bring it there with three changed articles."""
    stage(url, THREE)
