"""Why a Word file cannot be read: one clear sentence each, in both languages. Knows nothing of files."""

from __future__ import annotations

from workflow.words import Words

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE


class WordUnreadable(Exception):
    """A file that cannot be read as a Word document; `words` say why and what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words

    def __reduce__(self) -> tuple[type[WordUnreadable], tuple[Words]]:
        return type(self), (self.words,)  # it may come from another process


EMPTY = Words("文件是空的。", "The file is empty.")
TOO_LARGE = Words(
    "文件超过20 MB，一件规章制度用不到这么大：请删去其中的图片后再试。",
    "The file has more than 20 MB, too much for one regulation: take its pictures out and try again.",
)
PDF = Words(
    "这是PDF，不是Word文件：请使用原来的Word文件。",
    "This is a PDF and no Word file: use the Word file it was made from.",
)
OLD = Words(
    "这是旧格式的文件（.doc或.wps），这里没有安装LibreOffice，不能转换：请在Word或WPS中另存为.docx。",
    "This is a file in an old format (.doc or .wps), and LibreOffice is not installed here to convert it: "
    "save it as .docx in Word or WPS.",
)
NOT_CONVERTED = Words(
    "这是旧格式的文件（.doc或.wps），LibreOffice没有转换成功（可能已损坏或设有密码）：请在Word或WPS中另存为.docx。",
    "This is a file in an old format (.doc or .wps) that LibreOffice could not convert; it may be damaged or protected by "
    "a password: save it as .docx in Word or WPS.",
)
PASSWORD = Words(
    "文件设有打开密码：请在Word或WPS中去掉密码后再试。",
    "The file is protected by a password: remove the password in Word or WPS and try again.",
)
MACROS = Words(
    "文件带有宏（.docm），不予读取：请在Word或WPS中另存为不带宏的.docx。",
    "The file carries macros (.docm) and is not read: save it as .docx without macros.",
)
OTHER_OFFICE = Words(
    "这是另一种办公文件，不是Word文件：请另存为.docx。",
    "This is an office file of another kind and no Word file: save it as .docx.",
)
NOT_WORD = Words("这不是Word文件（.docx）。", "This is no Word file (.docx).")
DAMAGED = Words(
    "文件已损坏，不能读取：请在Word或WPS中打开并重新保存后再试。",
    "The file is damaged and cannot be read: open it in Word or WPS, save it again and try once more.",
)
UNPACKS_TOO_LARGE = Words(
    "文件解压后过大，不予读取。", "The file would unpack to far more than a document holds and is not read."
)
ENTITIES = Words(
    "文件中有Word文件不会有的声明（DOCTYPE），不予读取。",
    "The file holds a declaration that Word never writes (DOCTYPE) and is not read.",
)
TOO_LONG = Words("文件过长，不是一件规章制度。", "The file is too long for one regulation.")
TAKES_TOO_LONG = Words(
    "读取这个文件用时太长，已经停止：请在Word或WPS中接受修订、删去批注和空的表格，或者只留正文，再试。",
    "Reading this file took too long and was stopped: accept its changes in Word or WPS, take out remarks and empty tables, "
    "or leave nothing but the text, and try again.",
)
TAKES_TOO_MUCH = Words(
    "读取这个文件需要的内存太多，已经停止：请在Word或WPS中只留正文，另存后再试。",
    "Reading this file takes too much memory and was stopped: leave nothing but the text in Word or WPS, save it and try again.",
)
NOT_READ = Words(
    "读取文件的程序意外中断，没有读完。请再试一次。",
    "The program that reads files ended unexpectedly before it was done. Try once more.",
)
