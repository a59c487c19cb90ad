"""The faces that papers are printed in: found, prepared for every reader of PDF, and closed against all others."""
