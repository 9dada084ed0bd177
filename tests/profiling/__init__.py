"""Where a build and a check spend processor time: by stage, and by function."""
