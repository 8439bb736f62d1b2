"""Room handling."""
