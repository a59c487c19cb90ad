"""The words of the sentence patterns of a Chinese amending decision, as regular expressions over masked plain words."""

from __future__ import annotations

import re
from collections.abc import Callable

from workflow.text.amending.decision.cursor import Cursor
from workflow.text.amending.decision.places import N
from workflow.text.amending.decision.quotes import CLOSE, OPEN
from workflow.text.amending.said.operations import Side
from workflow.text.labels.numerals import counted
from workflow.text.tree import Kind

Rule = Callable[[Cursor], bool]
Q = f"{OPEN}(\\d+){CLOSE}"
_VERB = (
    "修改|修正|修订|更正|删去|删除|增加|增写|增设|新增|补充|插入|改为|合并|调整|移至|分为|废止|取消|顺延|变更|更名|替换"
)
_ACT = rf"第{N}(?:编|章|节|条|款|项|目|自然段)|{_VERB}"
#: Words that stand in no clause that asks for nothing.
_CALM = rf"(?:(?!{_ACT})[^，。；{OPEN}])"
ASKS = re.compile(
    rf"(?:第{N}(?:编|章|节|条|款|项|目|自然段)|[该本这]一?[条款项]|题注|引言|附件)[^。]{{0,80}}?(?:{_VERB})"
    rf"|(?:{_VERB})[^。，]{{0,12}}?(?:第{N}(?:编|章|节|条|款|项|目)|[一二两三四五六七八九十](?:编|章|节|条|款|项|目)|{OPEN})|{OPEN}\d+{CLOSE}[^。]{{0,12}}?(?:{_VERB})"
    r"|条文顺序|本决定|本修正案"
)
LINK = re.compile(
    r"[，。；、：\n]+|并将|并且|并在|并从|并|同时|其中|另外|此外|以及|和|且|相应地?|将|把|对|在|一是|二是|三是|由|从"
)
GOVERNING = ("将", "把", "对", "在", "由", "从")
PURPOSE = re.compile(
    rf"(?:为了?|鉴于|考虑到|由于|根据|按照|依据|依照)(?:(?!{_VERB}|第{N}(?:条|款|项|章)|[将把])[^，。；：{OPEN}]){{1,80}}，"
)
EFFECT = re.compile(
    rf"(?:本|该)(?:决定|修正案|办法|规定|条例){_CALM}{{0,60}}?(?:施行|生效|实施|执行|公布|发布){_CALM}{{0,20}}|{_CALM}{{0,40}}重新公布"
    rf"|(?:根据|依照)本决定{_CALM}{{0,60}}(?:，{_CALM}{{0,20}}重新公布)?|(?:其他|其余)(?:条款|条文|各?[条款项]|内容|部分|文字|规定)?(?:均|都|仍)?(?:保持)?不变|原?第{N}[条款项](?:保持)?不变"
    rf"|(?:修改|关于|对)?《[^{OPEN}]{{1,200}}》(?:（[^（）{OPEN}]{{1,40}}）)?(?:的修改|(?:作出?|做出?|进行|予以)?(?:如下|以下)?(?:修改|修正)(?:如下)?)?[：:]?$"
    rf"|(?:现)?(?:作出?|做出?|进行)(?:如下|以下)(?:修改|修正)[：:]"
)
ELSEWHERE = re.compile(
    rf"将(?:相关|有关)内容(?:调整|移|并入|合并)(?:到|至|入)?(?P<goal>第{N}条(?:[、和]第{N}条){{0,20}})"
)
OF_LAW = re.compile(r"(?:中|里)?[，：\n]?(?=增加|新增|增写|增设|删|条文|章节|将|把|在|第|标题|名称|题注)")
_COUNTED = r"(?:条文|条款|条|章节|章|节|款|项|目|编)"
_OWN = r"(?:《[^\ue001《》]{1,80}》|[本该](?:法|条例|办法|规定|细则|规则|解释|章程|制度|准则|规程))"
_NEXT = r"(?:其后|以后|其以后|之后|此后|后续|其余|其他|以下|随后|后面|后)"
_NUMBERS = r"(?:的?(?:条款|条文|章节|款项)?(?:序号|编号|条号|条款号|顺序|次序|排序|号))"
_SHIFTS = r"(?:[向往]?[前后上下]?(?:顺延|移动|推移|[后前上下]移)|递增|递减|顺减|顺增|顺推|类推|递推)"
_IN_TURN = r"(?:均|都|也|随之|依次|相应|顺次|逐条|按顺序|依此|以此|地|作|做)*"
ADJUST = re.compile(
    rf"(?:将|对|把)?(?:{_OWN}的?(?:其他|其余|有关|相关)?)?(?P<what>(?:有关|相关|其他|其余|各|全部|所有|原|后续|其后|以后|以下)*的?"
    rf"(?:{_COUNTED}|序号|编号|顺序|个别文字|和|及|、|以及|的)+)"
    rf"(?:作|做|进行|予以|随之|也|均|一并)*(?:了)?(?:相应|对应|依次|顺次)*地?(?:作|做)?(?:调整|顺延|改动|变动|重新编排|重新编号|作?相应修改)(?:顺序|序号)?{_CALM}{{0,10}}"
)
FOLLOW = re.compile(
    rf"(?:原?(?P<one>(?:(?:第{N}[条款项]|第?[（]{N}[）]项?)(?:、|和|至|到|及)?)+)(?:(?:以及|和|及)?(?:其|以|之)?后的?(?:各?{_COUNTED})?)?"
    rf"|原?{_NEXT}的?(?:各|所有|全部)?(?P<next>{_COUNTED}?)(?:和{_COUNTED})?)"
    rf"{_NUMBERS}?{_IN_TURN}{_SHIFTS}(?=[，。；：]|$)"
    r"|(?:其后|以下|后面)?(?:依次|以此|依此)类推(?=[，。；：]|$)"
)
KEPT_ORDER = re.compile(
    rf"(?:暂?不再?|无需|无须|毋需|毋须)(?:再|对|作|做|予)*(?:{_OWN}的?)?(?:{_COUNTED}|的|序号|编号|顺序|和|及)*(?:作|做|进行|予以)?(?:相应)?(?:调整|顺延|变动|重新编号|重新编排)(?=[，。；]|$)"
    rf"|(?:{_COUNTED}|的|和|及)*(?:序号|编号|顺序)(?:均|都|保持)*不变(?=[，。；]|$)"
)
_ALL = r"(?:，|现|拟|并|分别|再|一并|相应地?|统一|一律|均|都|全部|整体|全文|整条)*"
_SHOWN = r"(?:（(?:具体)?内容如下）|(?:如下|以下)(?:内容|条文|表述)|(?:以下)?(?:内容|条文))"
RESTATE = re.compile(
    rf"{_ALL}(?:(?:修改|修正|改|变更|调整|更名|替换|更改|更正|订正|表述|修订|改写|重新表述)(?:为|成|如下)|应为){_SHOWN}?[：，]?"
)
_REVISED = r"(?:修改|修订|修正|调整|变更)"
#: 作如下修改：“…”, 修改后内容如下：“…”, 进行修订，修订后的条文为：“…”: verbs that only stand in front of a quotation.
REVISED = re.compile(
    rf"{_ALL}(?:(?:予以|进行|作出?|做出?)(?:如下|以下)?{_REVISED}(?:，?{_REVISED}(?:为|(?:后的?)?(?:内容|条文|表述)?(?:为|如下)))?"
    rf"|{_REVISED}(?:后的?)?，?(?:具体)?(?:内容|条文|表述)(?:为|如下))[：，]?(?={OPEN})"
)
#: 现规定为“…”, 修改后条文为：“…” behind the old words.
BECOMES = re.compile(
    rf"[，。；]?(?:现(?:行)?(?:修改|改|规定|表述|调整|变更)?|{_REVISED}后的?(?:内容|条文|表述|规定)?)(?:为|如下)[：，]?(?={OPEN})"
)
#: “六个月”延长至“一年”: the verb tells nothing that the words do not.
CHANGED = re.compile(
    rf"[，]?(?:均|都|分别|统一|相应)*(?:(?:延长|缩短|提高|降低|上调|下调|放宽|提升|压缩)(?:至|到|为)|(?:增加|减少|调整|改)(?:至|到))[：，]?(?={OPEN})"
)
EXCHANGED_FOR = re.compile(rf"(?:统一|一律|均)?(?:用|以){Q}(?:来|予以)?(?:替换|代替|取代|替代|更换)")
AS_FOLLOWS = re.compile(r"（?(?:具体)?(?:内容|表述|规定)?(?:如下|为)）?[：，]?")
CONTENT = re.compile(
    r"的?(?:全部|现有)?(?:内容|条文|规定|表述)(?=，?(?:现|一并|统一|整体)?(?:修改|修正|改|变更|修订|调整|作|进行|予以))"
)
NEW_TITLE = re.compile(r"《([^《》]{1,200})》")
TO = re.compile(
    r"(?:，|相应地?|依次|分别|顺次|顺延)*(?:修改|改|调整|变更|顺延)?(?:作为|改为|修改为|调整为|变更为|顺延为|列为|移作)"
)
QUOTED = re.compile(r"(?:一句|的规定|的表述|字样|等字|[一二两三四五六七八九十]{1,2}个?字|的?内容|一词|部分)?")
MIDDLE = re.compile(
    r"(?:当?中|里|内)?(?:规定|所称|表述|关于)?的?(?:由|原(?:来的?|先)?(?:规定|表述|内容|条文|文字|文)?(?:为|是)?)?[：，]?"
)
#: 就餐时间由“…”: what the old words are about. It has to stand in front of them.
ABOUT = re.compile(
    rf"(?:(?:当?中|里|内)的?)?(?P<about>(?:(?!{_VERB})[^，。；：、第由{OPEN}{CLOSE}]){{2,16}})由(?=(?:原来的)?{OPEN})"
)
COMMA = re.compile("，")
STOPPED = re.compile("。(?=(?:现)?(?:修改|改)为)")
NTH = re.compile(
    f"的?(?:第({N})(?:处|个|次出现的)|(首处|首个|首次出现的?|第一次出现的)|(最后一(?:处|个)|末处|末个)|(?:全部|所有)?({N}|两)(?:处|个)|(所有|全部|每一?处|各处))的?(?={OPEN})"
)
ALL_OF_IT = re.compile(r"的?(?:全部|整[条款项章节])?(?:规定|内容|条文|全文)?(?=[，。；、和及并予删废取]|以及|同时|$)")
BOUNDARY = re.compile(r"[，。；、\n：]|和|及|以及|并|同时|将")
INSERT = re.compile(
    r"[，]?(之)?(后面?|前面?)，?(?:分别)?(?:增加|增写|插入|添加|增补|加上|加|补充)(?:规定|一句|内容|文字|字样)*[：，]?"
)
BETWEEN = re.compile(
    rf"(?:之间|中间)，?(?:增加|增写|插入|添加|增补|加上|加|补充)(?:规定|一句|内容|文字|字样)*[：，]?(?={OPEN})"
)
STRIKE = re.compile(r"[，]?(?:予以|均|都|一并|一律)*(?:删去|删除|删掉|去掉|废止|取消)")
DELETE = re.compile(r"(?:整[条款项章节])?(?:删去|删除|删掉|取消|废止)(?:标题(?=[：]?\ue001))?")
ADD = re.compile(
    rf"(?:增加|增写|新增|增设|补充|插入|增补|增列|添加)(?:新的)?({N}|两)?(条|款|项|目|章|节|编|自然段|附件|条文|标题|题注|引言|序言|目录|落款)(?:规定|内容)?"
)
ADD_NUMBERED = re.compile(rf"(?:新增|增加|增设|增写|插入|增补|添加)(?=第[（]?{N}[）]?(?:条|款|项|章|节))")
APPEND = re.compile(
    rf"(?:增加|增写|补充|插入|添加|增补)(?:规定|一句|内容)*(?:，?(?:具体)?(?:内容|表述)?(?:为|如下))?[：，]?(?={OPEN})"
)
LATE = re.compile(rf"[，。；]?(?:内容|表述)?(?:为|如下)?[：，]?(?={OPEN})")
AS = re.compile(r"[，]?(?:分别|依次|并)*(?:作为|列为|改为|为|规定为)(?:新的|新)?")
AS_LATER = re.compile(r"，?(?:分别|依次)?(?:作为|列为)(?:新的|新)?(?=第)")
WORDING = re.compile(r"[，。；]?(?:内容|分别|具体|其)?(?:规定|修改|表述|内容)?(?:为|如下|是)?[：，]?")
AND = re.compile(r"[，]?(?:和|及|以及|、)")
AND_QUOTED = re.compile(f"(?:[、和及与]|以及)+(?={OPEN})")
TOLD_BY_WORDS = re.compile(
    f"(?:当?中)?的?{Q}(?:的?(?:一款|部分|规定|一段))?(?:(?:之?中|里|之?下|项下)?(?=增加|新增|增写|增设|插入)|之?后(?=增加{N}项，?(?:分别)?作为第))"
)
SWAP = re.compile(
    r"的?(?:位置|顺序|序号|内容|次序)*，?(?:相互|互相)?(?:对调|互换|调换|交换)(?:位置|顺序|序号|次序)?(?=[，。；]|$)"
)
AMID = re.compile("之间|中间")
RENAMED = re.compile(r"的?(?:名称|标题|题目)?(?:更名|改名|修改|变更|改)为[：]?")
FROM_TITLE = re.compile(r"，?由《((?:[^《》]|《[^《》]{0,120}》){1,200})》")
NO_MORE = re.compile(r"(?:，)?不再(?:执行|适用)(?=[，。；]|$)")
MERGE = re.compile(r"合并(?:(?:为|成)一?[条款项])?(?=[，作为改修：成]|第)")
PARTED = re.compile(rf"(?:分为|分成|拆分为|拆为)({N}|两)款，?(?:分别)?(?:作为第{N}款(?:[、和]第{N}款)*，?)?")
MOVED_THERE = re.compile(r"，(?:移至|移到|调整到|调整至)")
SPLIT = re.compile(rf"(?:分为|分成|拆分为|拆分成|拆为|改为|分)({N}|两)条(?:[，]|(?=作为|分别|：|修改))")
MOVE = re.compile(r"(?:移至|移到|移入|调整至|调整到|调至|移动到|移动至|并入)")
SIDE = re.compile(r"(?:之)?(后面?|前面?|中|末尾?|内|首)?")
SIDES = {"后": Side.AFTER, "前": Side.BEFORE}
NAMED = re.compile(rf"[。；，]?(第(?:{N})(?:款|项))(?:规定)?[：]?{Q}")
UNITS = {
    "条": Kind.ARTICLE,
    "条文": Kind.ARTICLE,
    "款": Kind.PARAGRAPH,
    "自然段": Kind.PARAGRAPH,
    "项": Kind.ITEM,
    "目": Kind.SUBITEM,
    "章": Kind.CHAPTER,
    "节": Kind.SECTION,
    "编": Kind.PART,
    "附件": Kind.ANNEX,
    "标题": Kind.HEADING,
    "题注": Kind.NOTE,
    "引言": Kind.PREAMBLE,
    "序言": Kind.PREAMBLE,
    "目录": Kind.TOC,
    "落款": Kind.SIGNATURE,
}


def count(words: str | None) -> int:
    """How many 两 or 三 are; 0 where no number is given."""
    return 2 if words == "两" else counted(words) if words else 0
