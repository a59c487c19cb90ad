"""The company's own chain in the browser: what an enterprise asks for, and each step recorded, looked up and struck out."""
