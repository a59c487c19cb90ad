"""The commands of the `workflow` program, one module each: a function `run(arguments) -> exit status`."""
