"""Whose report a draft is."""
