"""The browser: the only Flask in the house. A view reads the input, calls one verb, and chooses the page."""
