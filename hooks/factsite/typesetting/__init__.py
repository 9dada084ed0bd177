"""Words and charts → paper: PDF that programs can read aloud, set by Typst in our own letters."""
