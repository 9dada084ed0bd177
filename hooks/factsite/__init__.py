"""factsite: facts in YAML and words in Markdown, joined into a website in several languages."""
