"""Does it say something."""
