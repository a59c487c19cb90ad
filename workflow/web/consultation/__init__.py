"""The consultation of employees in the browser: where they read and write, and the desk of whoever asks them."""
