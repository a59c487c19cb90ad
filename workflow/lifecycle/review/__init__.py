"""What reviewers do: decide on what they were shown, remark, hand on, consult as equals."""
