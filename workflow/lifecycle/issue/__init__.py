"""Issuing an adopted text, and the shelf on which it then lies."""
