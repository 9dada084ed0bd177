"""The sites of the fixtures in a browser."""
