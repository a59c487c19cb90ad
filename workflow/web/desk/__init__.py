"""Everybody's first page after signing in: whose turn it is."""
