"""What drafters do: begin, keep, save, submit, explain, take in what came as a file."""
