"""A figure → a chart as SVG, drawn once and put into words for each language."""
