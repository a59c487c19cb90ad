"""What a reader should look at in a text before it goes anywhere."""
