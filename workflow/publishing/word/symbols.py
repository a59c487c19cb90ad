"""Characters that Word takes out of symbol fonts by number: the few that stand in regulations, as characters of their own."""

from __future__ import annotations

#: (font, number in the font) → character.
_KNOWN = {
    ("wingdings", 0xFE): "☑", ("wingdings", 0xFD): "☒", ("wingdings", 0xA8): "□", ("wingdings", 0x6F): "□",
    ("wingdings", 0x71): "□", ("wingdings", 0x72): "□", ("wingdings", 0xFC): "√", ("wingdings", 0xFB): "×",
    ("wingdings", 0x6C): "●", ("wingdings", 0x6E): "■", ("wingdings", 0x75): "◆", ("wingdings", 0x76): "❖",
    ("wingdings", 0xA1): "○", ("wingdings", 0xD8): "➢", ("wingdings", 0xE0): "→", ("wingdings", 0xF0): "⇨",
    ("wingdings 2", 0x52): "☑", ("wingdings 2", 0x53): "☒", ("wingdings 2", 0xA3): "□", ("wingdings 2", 0x2A): "□",
    ("wingdings 2", 0x50): "√", ("wingdings 2", 0x4F): "×",
    ("symbol", 0xB7): "•", ("symbol", 0xB3): "≥", ("symbol", 0xA3): "≤", ("symbol", 0xB9): "≠", ("symbol", 0xB1): "±",
    ("symbol", 0xB4): "×", ("symbol", 0xB8): "÷", ("symbol", 0xB0): "°", ("symbol", 0x6D): "μ", ("symbol", 0x57): "Ω",
    ("symbol", 0x61): "α", ("symbol", 0x62): "β", ("symbol", 0x67): "γ", ("symbol", 0x44): "Δ", ("symbol", 0x53): "Σ",
    ("symbol", 0xA5): "∞", ("symbol", 0xD6): "√", ("symbol", 0xBB): "≈",
}  # fmt: skip
_PRIVATE = range(0xF000, 0xF100)


def character(font: str, code: str) -> str | None:
    """The character that `font` draws for the hexadecimal `code`; None when it is not known."""
    try:
        place = int(code, 16)
    except ValueError:
        return None
    if place in _PRIVATE:
        place -= 0xF000
    elif place > 0xFF:
        return chr(place) if place < 0xD800 or 0xE000 <= place < 0xFFFE else None
    known = _KNOWN.get((font.lower(), place))
    if known or font.lower().startswith(("wingdings", "webdings", "symbol", "mt extra")):
        return known
    return chr(place) if place >= 0x20 else None
