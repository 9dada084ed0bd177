"""The text of pages: references to facts, bare numbers, and what Markdown may hold."""
