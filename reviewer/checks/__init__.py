"""The checks: what they are, what they find, one file each."""
