"""The library, open to everybody: what is in force, its record, its comparison, its papers."""
