"""Package managers."""
