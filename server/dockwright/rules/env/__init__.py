"""ENV and ARG."""
