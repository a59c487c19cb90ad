"""Texts as they are remembered: saved, being typed, brought as files, set aside, and indexed to be found."""
