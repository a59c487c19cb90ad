"""Amending decisions: written from two texts, carried out on one, and held against the text that they make."""
