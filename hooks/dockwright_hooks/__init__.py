"""The commit hooks: a dozen lines each, for pre-commit passes files and looks at the status."""
