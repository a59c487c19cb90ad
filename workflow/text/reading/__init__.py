"""From the text that people have to the tree, and back to canonical text; every doubt is a problem at its place."""
