"""Was it written for this report, or copied."""
