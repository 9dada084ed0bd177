"""New records: what is asked, and the files that are written."""
