"""The rules of entry (补录): what the papers of a text adopted before the system may say, and what a scan of them is."""
