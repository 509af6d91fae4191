"""One command of the console script a file; each returns its exit status."""
