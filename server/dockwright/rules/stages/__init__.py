"""Stages and what ships."""
