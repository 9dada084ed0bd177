"""What editors may write, told to programs that help them: a JSON Schema for each file, the lists of this content."""
