"""Every shape of the pages at once, for whoever makes pages."""
