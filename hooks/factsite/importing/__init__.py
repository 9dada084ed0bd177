"""A publisher's file → the series of a figure: read by a mapping, compared, suppressed where small, written at once."""
