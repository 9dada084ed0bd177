"""The kinds of records, one module each: everything that makes the kind what it is to the stages, in one place."""
