"""What is said of a text under review: what a remark asks for, and what a thread waits for."""
