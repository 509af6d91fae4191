"""How a file becomes a document: one reader a format, one finder of headings for all."""
