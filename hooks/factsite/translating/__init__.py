"""Which translation is of which text: units of text, what each was translated from, and what has changed since."""
