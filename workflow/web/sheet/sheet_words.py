"""The words of the sheet, in both languages: kinds of unit, kinds of guess, and what may be made of a guess."""

from collections import defaultdict

from workflow.publishing.word.reading.guessing import Guessed
from workflow.text.tree import Kind
from workflow.words import Words


def guesses_left(many: int) -> Words:
    """The sentence for guesses that nobody has answered."""
    return Words(
        f"还有{many}处推断没有确认或者改正。",
        f"{many} {'guesses wait' if many > 1 else 'guess waits'} for a yes or a correction.",
    )


#: What a line became.
KIND_WORDS = {
    Kind.DOCUMENT: Words("全文", "Text"),
    Kind.LETTERHEAD: Words("版头", "Letterhead"),
    Kind.TITLE: Words("标题", "Title"),
    Kind.NOTE: Words("注", "Note"),
    Kind.TOC: Words("目录", "Contents"),
    Kind.PREAMBLE: Words("引言", "Preamble"),
    Kind.PART: Words("编", "Part"),
    Kind.CHAPTER: Words("章", "Chapter"),
    Kind.SECTION: Words("节", "Section"),
    Kind.HEADING: Words("小标题", "Heading"),
    Kind.ARTICLE: Words("条", "Article"),
    Kind.PARAGRAPH: Words("款", "Paragraph"),
    Kind.ITEM: Words("项", "Item"),
    Kind.SUBITEM: Words("目", "Sub-item"),
    Kind.TABLE: Words("表", "Table"),
    Kind.ANNEX: Words("附件", "Annex"),
    Kind.SIGNATURE: Words("署名", "Signature"),
}
#: What was guessed. A kind that a newer reader brings is still called something.
GUESS_WORDS: defaultdict[str, Words] = defaultdict(
    lambda: Words("其他推断", "Other guesses"),
    {
        Guessed.NUMBER: Words("自动编号", "Automatic numbers"),
        Guessed.FORMAT: Words("无法识别的编号格式", "Number formats not known"),
        Guessed.REFERENCE: Words("交叉引用", "Cross-references"),
        Guessed.BULLET: Words("项目符号", "Bullets"),
        Guessed.HEADING: Words("没有编号的标题", "Headings without a number"),
        Guessed.NOTE: Words("脚注和尾注", "Footnotes and endnotes"),
        Guessed.PICTURE: Words("图片", "Pictures"),
        Guessed.EQUATION: Words("公式", "Equations"),
        Guessed.SYMBOL: Words("无法识别的符号", "Unknown symbols"),
        Guessed.BOX: Words("文本框", "Text boxes"),
        Guessed.MERGED: Words("合并的单元格", "Merged cells"),
        Guessed.CONTENTS: Words("目录", "Tables of contents"),
        Guessed.HIDDEN: Words("隐藏文字", "Hidden words"),
        Guessed.PROMPT: Words("未填写的控件", "Empty form fields"),
        Guessed.STRUCK: Words("加删除线的文字", "Struck words"),
        Guessed.MARKUP: Words("网页或者Markdown标记", "Marks of a web page or of Markdown"),
        Guessed.PAGE: Words("页码", "Page numbers"),
        Guessed.OVERPRINTED: Words("重复的编号", "Labels printed several times"),
        Guessed.LETTERHEAD: Words("标题上方的版头", "Letterhead above the title"),
        Guessed.PART: Words("一个文件里有几件", "Several papers in one file"),
        Guessed.UNNUMBERED: Words("哪些是标题", "Which lines are headings"),
        Guessed.CHUNK: Words("嵌入的文件", "Embedded files"),
    },
)
#: The first choice: as it was assumed. {about} is what the guess quotes.
KEEP_WORDS: dict[str, Words] = {
    Guessed.HEADING: Words("不加编号", "Without a number"),
    Guessed.PICTURE: Words("保留“{about}”", "Keep “{about}”"),
    Guessed.EQUATION: Words("保留“{about}”", "Keep “{about}”"),
    Guessed.SYMBOL: Words("保留“{about}”", "Keep “{about}”"),
    Guessed.NOTE: Words("保留为注", "Keep it as a note"),
    Guessed.NUMBER: Words("编号正确", "The number is right"),
    Guessed.FORMAT: Words("编号正确", "The number is right"),
    Guessed.BOX: Words("保留在这里", "Keep it here"),
    Guessed.LETTERHEAD: Words("保留为版头", "Keep it as letterhead"),
    Guessed.PART: Words("几件都读入", "Read all of them"),
}
#: The others. {line} is the line that would come out.
CHOICE_WORDS = {
    "chapter": Words("章标题：{line}", "A chapter: {line}"),
    "section": Words("节标题：{line}", "A section: {line}"),
    "bare": Words("去掉“{about}”", "Take “{about}” out"),
    "inside": Words("作为正文的一款", "A paragraph of the text"),
    "only": Words("只要这一件，其余各件不读入", "Only this one: leave the others out"),
    "without": Words("这一件不读入", "Leave this one out"),
    "out": Words("整行不读入", "Leave the line out"),
    "all chapter": Words("都改为章标题", "Make all chapters"),
    "all section": Words("都改为节标题", "Make all sections"),
}
