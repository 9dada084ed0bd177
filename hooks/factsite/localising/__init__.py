"""Numbers, dates, periods, names and sentences in each language."""
