"""Reads an amending decision, Chinese or English: acts, items, places and operations. Knows no regulation but by name."""
