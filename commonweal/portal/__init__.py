"""Room portal."""
