"""Finds prose that two official reports share, however its names, years and figures were changed."""
