"""The record held against itself and against what left the house: whole, since it was last looked at, and one paper alone."""
