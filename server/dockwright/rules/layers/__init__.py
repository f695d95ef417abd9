"""Layers and cache."""
