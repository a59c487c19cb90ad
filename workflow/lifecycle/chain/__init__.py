"""The company's own chain: a step recorded as it was taken on paper, and a wrong record struck out."""
