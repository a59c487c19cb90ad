"""Who must review a text: what the rules of a kind and of a topic ask for, and what is kept with the round that asked."""
