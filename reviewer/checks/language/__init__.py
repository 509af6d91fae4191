"""Are the words right."""
