"""The long proofs (``make audit``): each module has functions that try much and yield rows of one table."""
