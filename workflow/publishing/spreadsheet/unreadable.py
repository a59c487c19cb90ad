"""Why a file cannot be read as a table: one clear sentence each, in both languages. Knows nothing of files."""

from __future__ import annotations

from workflow.words import Words


class TableUnreadable(Exception):
    """A file that cannot be read as a table; `words` say why and what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words

    def __reduce__(self) -> tuple[type[TableUnreadable], tuple[Words]]:
        return type(self), (self.words,)  # it may come from another process


EMPTY = Words("文件是空的。", "The file is empty.")
NOTHING = Words("表里没有内容。", "There is nothing in the table.")
OLD = Words(
    "这是旧格式的表格（.xls或.et）：请在Excel或WPS中另存为.xlsx。",
    "This is a table in an old format (.xls or .et): save it as .xlsx in Excel or WPS.",
)
PASSWORD = Words(
    "文件设有打开密码：请在Excel或WPS中去掉密码后再试。",
    "The file is protected by a password: remove the password in Excel or WPS and try again.",
)
NOT_A_TABLE = Words("这不是表格文件：请使用.xlsx或者CSV文件。", "This is no table: use an .xlsx or a CSV file.")
DAMAGED = Words(
    "文件已损坏，不能读取：请在Excel或WPS中打开并重新保存后再试。",
    "The file is damaged and cannot be read: open it in Excel or WPS, save it again and try once more.",
)
UNPACKS_TOO_LARGE = Words(
    "文件解压后过大，不予读取。", "The file would unpack to far more than a table holds and is not read."
)
ENTITIES = Words(
    "文件中有表格文件不会有的声明（DOCTYPE），不予读取。",
    "The file holds a declaration that no spreadsheet writes (DOCTYPE) and is not read.",
)
TAKES_TOO_LONG = Words(
    "读取这个文件用时太长，已经停止：请只留人员名单，另存后再试。",
    "Reading this file took too long and was stopped: leave nothing but the list of people, save it and try again.",
)
TAKES_TOO_MUCH = Words(
    "读取这个文件需要的内存太多，已经停止：请只留人员名单，另存后再试。",
    "Reading this file takes too much memory and was stopped: leave nothing but the list of people, save it and try again.",
)
NOT_READ = Words(
    "读取文件的程序意外中断，没有读完。请再试一次。",
    "The program that reads files ended unexpectedly before it was done. Try once more.",
)


def too_large(most: int) -> Words:
    """More than `most` bytes."""
    size = f"{most / 1_000_000:.4g}"
    return Words(f"文件超过{size} MB，没有读取。", f"The file has more than {size} MB and was not read.")


def too_many_rows(most: int) -> Words:
    """More than `most` rows."""
    return Words(
        f"表格超过{most}行，没有读取：请分成几个文件。",
        f"The table has more than {most} rows and was not read: split it into several files.",
    )


def too_many_columns(most: int) -> Words:
    """More than `most` columns."""
    return Words(
        f"表格超过{most}列，没有读取：请删去用不到的列。",
        f"The table has more than {most} columns and was not read: take out those that are not needed.",
    )
