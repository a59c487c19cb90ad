"""Proofs of a finished paper: what it draws and what it says, held against what it should."""
