"""The real site in a browser."""
