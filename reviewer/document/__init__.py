"""What a report is: one raw string, and a frozen tree of blocks that point into it."""
