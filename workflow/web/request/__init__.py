"""What a request brings and what its answer needs: visit, guard, fields, files, cookies. Shows no page."""
