"""LibreOffice for trials: where it is, and how it converts a file, or settles its tracked changes and saves it again.

It runs with a profile of its own, by a macro in it, because there is no other way to accept changes without a screen.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

import pytest

from workflow.publishing.word.legacy import program

Settled = Literal["", "AcceptAllTrackedChanges", "RejectAllTrackedChanges"]
MISSING = "No LibreOffice was found for this trial: install it (soffice, with Writer) and try again."
WORD, OLD_WORD, TEXT = "MS Word 2007 XML", "MS Word 97", "Text"
_SECONDS = 120
_LIBRARY = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" '
    'library:readonly="false" library:passwordprotected="false"><library:element library:name="Trial"/></library:library>'
)
_MODULE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Trial" script:language="StarBasic">{}'
    "</script:module>"
)
_MACRO = """
Sub Insert(source As String, target As String, filter As String, start As String, words As String, turn As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  If turn = "tracked" Then document.RecordChanges = True
  every = document.Text.createEnumeration()
  Do While every.hasMoreElements()
    one = every.nextElement()
    If one.supportsService("com.sun.star.text.Paragraph") Then
      If Left(one.getString(), Len(start)) = start Then
        caret = document.Text.createTextCursorByRange(one.getStart())
        document.Text.insertString(caret, words, False)
        document.Text.insertControlCharacter(caret, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)
        Exit Do
      End If
    End If
  Loop
  document.getTextFields().refresh()
  Dim saved(0) As New com.sun.star.beans.PropertyValue
  saved(0).Name = "FilterName"
  saved(0).Value = filter
  document.storeToURL(target, saved())
  document.close(True)
End Sub

Sub Settle(source As String, target As String, filter As String, command As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  If command <> "" Then
    dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
    dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:" & command, "", 0, Array())
  End If
  Dim saved(0) As New com.sun.star.beans.PropertyValue
  saved(0).Name = "FilterName"
  saved(0).Value = filter
  document.storeToURL(target, saved())
  document.close(True)
End Sub
"""


class Office:
    """LibreOffice working in `folder`; the trial fails where it is not installed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._program = program() or pytest.fail(MISSING)
        self._made = 0
        standard = folder / "profile" / "user" / "basic" / "Standard"
        if not standard.is_dir():
            self._run("--terminate_after_init")  # makes the profile, which would overwrite what is put there before
        (standard / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
        (standard / "Trial.xba").write_text(_MODULE.format(escape(_MACRO)), encoding="utf-8")

    def saved(self, content: bytes, settle: Settled = "", *, suffix: str = "docx", form: str = WORD) -> bytes:
        """`content`, a file of that suffix, opened and saved in that form, its tracked changes settled before."""
        self._made += 1
        source, target = self.folder / f"{self._made}.{suffix}", self.folder / f"{self._made}.saved"
        source.write_bytes(content)
        given = ",".join(f'"{one}"' for one in (source.as_uri(), target.as_uri(), form, settle))
        self._run(f"macro:///Standard.Trial.Settle({given})")
        return target.read_bytes()

    def inserted(self, content: bytes, before: str, words: str, *, tracked: bool = False, form: str = WORD) -> bytes:
        """`content` saved in that form, a paragraph of `words` typed in front of the first one that begins with `before`.

        As a person does it: the caret at the head of the paragraph, the words, Enter.
        """
        self._made += 1
        source, target = self.folder / f"{self._made}.docx", self.folder / f"{self._made}.saved"
        source.write_bytes(content)
        said = (source.as_uri(), target.as_uri(), form, before, words, "tracked" if tracked else "")
        given = ",".join(f'"{one}"' for one in said)
        self._run(f"macro:///Standard.Trial.Insert({given})")
        return target.read_bytes()

    def _run(self, *arguments: str) -> None:
        subprocess.run(
            [
                self._program,
                f"-env:UserInstallation={(self.folder / 'profile').as_uri()}",
                *("--headless", "--norestore", "--nolockcheck", *arguments),
            ],
            check=True,
            capture_output=True,
            timeout=_SECONDS,
        )
