"""A Dockerfile linter and fixer: one rule engine behind a command line, a commit hook and a language server."""

__version__ = "0.1.0"
