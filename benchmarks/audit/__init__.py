"""What an audit of many reports costs."""
