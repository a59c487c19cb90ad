"""The database itself: connections, the one commit, triggers, what installation it belongs to, what went wrong with it."""
