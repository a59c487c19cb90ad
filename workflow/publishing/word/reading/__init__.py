"""Reads Word files: text with its numbers, tracked changes, remarks, what was guessed. A stranger's file stays outside."""
