"""Which words are agreed for what: the term base, how its words are found in a text, and how other programs get it."""
