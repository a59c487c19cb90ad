"""Reads English amending decisions: strike and insert, amended to read as follows, repealed, added, renumbered."""

from __future__ import annotations

from workflow.text.apply_acts import Act
from workflow.text.apply_operations import Run


def read_decision(text: str) -> tuple[list[Act], list[Run]]:
    return [], []
