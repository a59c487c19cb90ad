"""How requests come in: processes that are replaced when they die, connections with deadlines, threads kept apart."""
