"""The rules of entry (补录): what papers of the past may say, and what a scan of them is."""
