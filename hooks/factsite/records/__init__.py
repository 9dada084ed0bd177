"""What a figure, a legislative change, a decision, a fact check … is: fields, units, codes."""
