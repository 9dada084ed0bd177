"""factsite: facts in YAML and words in Markdown, joined into a website in several languages."""

from factsite.machinery import stand_in

stand_in()
