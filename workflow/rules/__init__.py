"""What the procedure allows: pure tables and arithmetic over plain values, with no database and no web."""
