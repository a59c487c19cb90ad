"""The review desk: what an edition changes, who decided what about it, and the consultation of equals."""
