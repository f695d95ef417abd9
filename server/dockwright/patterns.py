"""Regular expressions, compiled when they are first used and remembered from run to run.

Compiling is slow in Python: what a check of one file needs takes longer to compile than to match, and importing `re` takes
as long again. So compiled forms are kept beside the bytecode, in the same folder and by the same rules: written unless
`sys.dont_write_bytecode` is set, found by the pattern itself, and of use to the very Python that wrote them. Without
that file, or where it does not fit, `re` compiles as it always does.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from typing import Any, AnyStr

    Compiled = tuple[int, list[int], int, dict[str, int], tuple[str | None, ...]]

IGNORECASE, MULTILINE, DOTALL, ASCII = 2, 8, 16, 256
"""The flags of `re`, which is not imported for their sake."""

METHODS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "split")


class _Pattern:
    def __init__(self, text: str | bytes, flags: int) -> None:
        self.pattern = text
        self.options = flags

    def __getattr__(self, name: str) -> Any:
        """Compile, and keep the methods of the result as attributes, where the next call finds them at once."""
        if name not in METHODS:
            raise AttributeError(name)
        compiled = _store.compile(self.pattern, self.options)
        for method in METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A regular expression, used like a compiled one."""
    lazy: Any = _Pattern(text, flags)
    compiled: re.Pattern[AnyStr] = lazy
    return compiled


def matches(name: str, glob: str) -> bool:
    """Whether a name matches a shell pattern, capitals and all; `fnmatch`, loaded when there is a pattern at all."""
    if not any(sign in glob for sign in "*?["):
        return name == glob
    from fnmatch import fnmatchcase

    return fnmatchcase(name, glob)


class Store:
    """The compiled forms in one file. `path` is None where none can be kept."""

    __slots__ = ("_changed", "_forms", "path")

    def __init__(self, path: str | None) -> None:
        self.path = path
        self._forms: dict[tuple[str | bytes, int], Compiled] | None = None
        self._changed = False

    def compile(self, text: str | bytes, flags: int) -> re.Pattern[Any]:
        """Compile a pattern, from its kept form if there is one."""
        form = self._read().get((text, flags)) if self.path else None
        if form is not None:
            try:
                import _sre  # type: ignore[import-not-found]

                compiled: re.Pattern[Any] = _sre.compile(text, *form)
                return compiled
            except (ImportError, RuntimeError, TypeError, ValueError):
                self._read().clear()
        if self.path:
            self._keep(text, flags)
        from re import compile

        return compile(text, flags)

    def _read(self) -> dict[tuple[str | bytes, int], Compiled]:
        if self._forms is None:
            try:
                import marshal

                with open(self.path or "", "rb") as file:
                    self._forms = dict(marshal.loads(file.read()))
            except (OSError, ValueError, EOFError, TypeError):
                self._forms = {}
        return self._forms

    def _keep(self, text: str | bytes, flags: int) -> None:
        try:
            from re import _compiler, _parser  # type: ignore[attr-defined]

            parsed = _parser.parse(text, flags)
            state = parsed.state
            names: list[str | None] = [None] * state.groups
            for name, number in state.groupdict.items():
                names[number] = name
            code = [int(one) for one in _compiler._code(parsed, flags)]
            self._read()[text, flags] = (flags | state.flags, code, state.groups - 1, dict(state.groupdict), tuple(names))
            self._changed = True
        except (ImportError, AttributeError, ValueError):
            self.path = None

    def save(self) -> None:
        """Write what was compiled anew; two processes that do so at once do not harm each other."""
        if not self._changed or not self.path or sys.dont_write_bytecode:
            return
        import marshal

        keep(self.path, marshal.dumps(self._forms))
        self._changed = False


def keep(path: str, data: bytes) -> None:
    """Write a file in one step; where it cannot be written nothing is kept, and the next run takes its time."""
    import os

    beside = f"{path}.{os.getpid()}"
    try:
        with open(beside, "wb") as file:
            file.write(data)
        os.replace(beside, path)
    except OSError:
        return


def _place() -> str | None:
    """Beside the bytecode of this module; None where Python keeps none."""
    cached: str | None = getattr(__spec__, "cached", None)
    if not cached or sys.implementation.name != "cpython":
        return None
    return f"{cached.removesuffix('.pyc')}-{sys.hexversion:x}.forms"


_store = Store(_place())
save = _store.save
