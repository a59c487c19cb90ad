"""Names and measures that the printed page and its reader share."""

#: First part of the family names of the faces: words of the text, and everything else on the page.
TEXT, FRAME = "text", "frame"

#: 28 characters of 三号 fill the type area of 156 mm (GB/T 9704-2012, 5.2.3); the title is set in 二号.
CHARACTERS_A_LINE = 28
TITLE_CHARACTERS = 20  # 21 would touch both edges
#: The red of the head of an issued paper, as in `print/chinese.css`.
RED = (215, 0, 15)
