"""What only a registry knows about an image; the only code that uses the network. Nothing here is loaded unless it is asked for."""
