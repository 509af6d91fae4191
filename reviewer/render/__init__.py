"""A review as people and programs read it: web page, JSON, Word file with comments."""
