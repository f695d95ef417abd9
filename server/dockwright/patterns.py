"""Regular expressions that are compiled when they are first used: most runs need few of them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from typing import Any

IGNORECASE, MULTILINE, DOTALL, ASCII = 2, 8, 16, 256
"""The flags of `re`, which is not imported for their sake."""


class _Pattern:
    def __init__(self, text: str, flags: int) -> None:
        self.pattern = text
        self.options = flags

    def __getattr__(self, name: str) -> Any:
        """Compile, and keep the methods of the result as attributes, where the next call finds them at once."""
        if name.startswith("__"):
            raise AttributeError(name)
        from re import compile

        compiled = compile(self.pattern, self.options)
        for method in ("match", "fullmatch", "search", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """A regular expression, used like a compiled one."""
    lazy: Any = _Pattern(text, flags)
    compiled: re.Pattern[str] = lazy
    return compiled
