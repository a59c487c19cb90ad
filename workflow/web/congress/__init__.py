"""The congress desk: sessions, the roll, the agenda, and each vote from its opening to its declaration."""
