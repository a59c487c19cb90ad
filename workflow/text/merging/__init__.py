"""Texts made from one text put together, by rule or by choice; nothing is lost in silence."""
