"""Measurements of the text engine: on the public texts where they are beside the checkout, else on our own."""
