"""Tables that come in as files (.xlsx, CSV): read within bounds, as cells; what they mean is not known here."""
