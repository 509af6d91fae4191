"""One spaCy component a file; each writes one named slot of the Doc."""
