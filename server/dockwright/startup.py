"""Load the modules of a short run from one file instead of a hundred and fifty.

Finding, opening and checking a file of bytecode takes longer than running what is in it. So a run that ends writes what it
has loaded, without docstrings, into one file beside the bytecode, by the rules for bytecode (`sys.dont_write_bytecode`), and
the next run takes each module from there whose source has not changed since. Whatever is not there, or does not fit, is
imported as ever.
"""

from __future__ import annotations

import marshal
import sys
from _frozen_importlib import ModuleSpec
from os import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    Entry = tuple[str, int, int, bool, bytes]

PACKAGES = ("dockwright.", "dockwright_hooks.")


class Image:
    """The modules in one file; a finder and loader for them. An entry is (source, mtime in ns, size, is a package, code)."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.entries: dict[str, Entry] = {}
        try:
            with open(path, "rb") as file:
                version, entries = marshal.loads(file.read())
            if version == sys.hexversion:
                self.entries = entries
        except (OSError, ValueError, EOFError, TypeError):
            pass

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Where a module of ours is loaded from: this file, if it has the module as its source is now."""
        entry = self.entries.get(name)
        if entry is None or not _is_current(entry):
            return None
        spec = ModuleSpec(name, self, origin=entry[0], is_package=entry[3])  # type: ignore[arg-type]
        spec._set_fileattr = True  # type: ignore[attr-defined]
        if entry[3]:
            spec.submodule_search_locations = [entry[0].rpartition("/")[0]]
        return spec

    def create_module(self, spec: ModuleSpec) -> None:
        """A module as Python makes it."""

    def exec_module(self, module: ModuleType) -> None:
        """Run a module's code in it."""
        exec(marshal.loads(self.entries[module.__name__][4]), module.__dict__)

    def save(self) -> None:
        """Add what this run has imported in the ordinary way, if there is anything."""
        if sys.dont_write_bytecode:
            return
        new = [name for name in sys.modules if name.startswith(PACKAGES) and not self._has(name)]
        found = {name: entry for name in new if (entry := _entry(sys.modules[name]))}
        if found:
            from dockwright.patterns import keep

            keep(self.path, marshal.dumps((sys.hexversion, self.entries | found)))

    def _has(self, name: str) -> bool:
        entry = self.entries.get(name)
        return entry is not None and _is_current(entry)


def _is_current(entry: Entry) -> bool:
    try:
        now = stat(entry[0])
    except OSError:
        return False
    return now.st_mtime_ns == entry[1] and now.st_size == entry[2]


def _entry(module: ModuleType) -> Entry | None:
    source = getattr(module, "__file__", None)
    if not source or not source.endswith(".py"):
        return None
    try:
        now = stat(source)
        with open(source, "rb") as file:
            code = compile(file.read(), source, "exec", dont_inherit=True, optimize=2)
    except (OSError, SyntaxError, ValueError):
        return None
    return source, now.st_mtime_ns, now.st_size, hasattr(module, "__path__"), marshal.dumps(code)


_image: Image | None = None


def begin() -> None:
    """Take modules from the file beside the bytecode from now on."""
    global _image
    cached: str | None = getattr(__spec__, "cached", None)
    if cached and _image is None and sys.implementation.name == "cpython":
        _image = Image(cached.removesuffix(".pyc") + ".image")
        sys.meta_path.insert(0, _image)


def end() -> None:
    """Keep what was imported for the next run."""
    if _image is not None:
        _image.save()
