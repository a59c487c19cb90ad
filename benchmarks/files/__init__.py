"""Measurements of files that come in and go out: Word files, and files and texts meant to do harm."""
