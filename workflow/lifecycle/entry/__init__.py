"""Texts that were adopted before the system: entered, corrected and struck by what their papers say."""
