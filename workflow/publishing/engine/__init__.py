"""How WeasyPrint is made to set Chinese official papers: the grid, justified lines, the breaking of titles."""
