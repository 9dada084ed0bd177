"""The strict build, and releases: each whole in a numbered folder, published by one switch of a link."""
