"""Writes Word files: a text, tracked changes against another, the comparison table."""
