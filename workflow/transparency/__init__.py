"""Logs that show what was done to them (RFC 6962, C2SP): trees, proofs, signed checkpoints, witnesses. Knows no database."""
