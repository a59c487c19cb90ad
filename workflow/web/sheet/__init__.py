"""A file as read beside the tree it became: looked over and corrected before it goes anywhere."""
