"""References inside a text: what they are, what they name, and how they are written anew when numbers move."""
