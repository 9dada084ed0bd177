"""What follows from the facts and knows no language: asked by the check and by the pages."""
