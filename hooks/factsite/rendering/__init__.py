"""A record in a language → HTML, through templates that escape every text."""
