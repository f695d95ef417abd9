"""What a Dockerfile means: stages, variables, images, and what is in effect where. Everything is worked out when asked for."""
