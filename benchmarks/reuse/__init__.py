"""Archives of invented reports with planted copies, to measure the search for reuse. Not part of the product."""
