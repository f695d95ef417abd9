"""RUN text to commands, with the place of every word in the Dockerfile; bad text is read as far as it goes."""
