"""Texts out to a translator’s program and back: XLIFF, PO, TMX."""
