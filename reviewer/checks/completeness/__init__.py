"""Is everything there that must be, in its order."""
