"""Room names."""
