"""What readers see change between two states of the content: facts and texts of each page, and what differs."""
