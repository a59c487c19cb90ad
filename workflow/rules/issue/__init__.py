"""Issuing: the numbers that official papers carry."""
