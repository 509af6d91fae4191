"""Is this text about this organ, in this place, in this year."""
