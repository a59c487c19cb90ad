"""What drafters do: begin, keep, save, submit, explain, import files, answer returns."""
