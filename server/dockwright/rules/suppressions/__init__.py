"""Ignore comments."""
