"""The evidence bundle: one file with which an outsider checks what became of a regulation, without our server and database."""
