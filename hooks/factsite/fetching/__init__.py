"""A publisher's file, got where it is published → what it would change, and a branch that proposes it."""
