"""Writes an amending decision: from two paired texts to its items and their sentences in either language."""
