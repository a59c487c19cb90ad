"""What the congress and its secretary do: convene, table, open the ballot, count, declare."""
