"""Text the builder refuses or misreads."""
