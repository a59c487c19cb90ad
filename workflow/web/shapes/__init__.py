"""What pages of several desks show alike: offers, words of the record, marks, errors, progress."""
