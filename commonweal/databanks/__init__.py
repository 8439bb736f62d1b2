"""Room databanks."""
