"""Files → records: YAML, CSV and front matter, every value with its place."""
