"""Do the figures hold."""
