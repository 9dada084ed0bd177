"""What programs read in a page: schema.org’s words in JSON-LD, equal to what the page shows."""
