"""The desk for texts that were adopted before the system."""
