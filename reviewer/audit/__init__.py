"""Many reports reviewed against each other: an archive goes in, a dashboard and tables come out."""
