"""Where papers are drawn: orders, processes apart that draw them, and the folder of finished drawings."""
