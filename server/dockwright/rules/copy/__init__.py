"""COPY, ADD and the build context."""
