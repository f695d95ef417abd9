"""Load the modules of a short run from one file instead of two hundred.

Finding, opening and checking a file of bytecode takes longer than running what is in it. So a run that ends writes what it
has loaded, without docstrings, into one file beside the bytecode, by the rules for bytecode (`sys.dont_write_bytecode`), and
the next run takes each module from there whose source has not changed since. That run knows in which order modules are done
with their imports; it writes them once more, in this order and in one piece, and from then on they are made in a row, past
the machinery of imports. Whatever is not there, or does not fit, is imported as ever.
"""

from __future__ import annotations

import marshal
import sys
from _frozen_importlib import ModuleSpec
from os import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import CodeType, ModuleType

    Entry = tuple[str, int, int, bool, bytes]
    Row = list[tuple[str, Entry, CodeType]]

PACKAGES = ("dockwright.", "dockwright_hooks.")
LIGHT = frozenset(("bisect", "_bisect", "itertools", "_sre", "_collections", "operator", "_operator"))
"""What modules of ours may bring in besides."""
_Module = type(sys)


class Image:
    """The modules in one file; a finder and loader for them. An entry is (source, mtime in ns, size, is a package, code)."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.entries: dict[str, Entry] = {}
        self.row: Row = []
        self.done: list[str] = []
        try:
            with open(path, "rb") as file:
                version, row, entries = marshal.loads(file.read())
            if version == sys.hexversion:
                self.row, self.entries = row, entries
        except (OSError, ValueError, EOFError, TypeError):
            pass

    def make(self) -> None:
        """Make the modules that stand in a row, if each is still what it was; else leave them to be imported."""
        if not all(_is_current(entry) for _, entry, _ in self.row):
            self.row = []
        modules = sys.modules
        made = [(name, _module(name, entry), code) for name, entry, code in self.row if name not in modules]
        modules.update((name, module) for name, module, _ in made)
        try:
            for name, module, _ in made:
                parent, _, last = name.rpartition(".")
                setattr(modules[parent], last, module)
            for _, module, code in made:
                exec(code, module.__dict__)
        except Exception:
            self.row = []
            for name, module, _ in made:
                parent, _, last = name.rpartition(".")
                vars(modules.get(parent, module)).pop(last, None)
                modules.pop(name, None)

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
        before = len(sys.modules)
        exec(marshal.loads(self.entries[module.__name__][4]), module.__dict__)
        if all(name.startswith(PACKAGES) or name in LIGHT for name in list(sys.modules)[before:]):
            self.done.append(module.__name__)

    def save(self) -> None:
        """Add what this run has imported in the ordinary way; where it imported nothing so, put what it has loaded into a row."""
        if sys.dont_write_bytecode:
            return
        in_row = {name for name, _, _ in self.row}
        new = [name for name in sys.modules if name.startswith(PACKAGES) and name not in in_row and not self._has(name)]
        found = {name: entry for name in new if (entry := _entry(sys.modules[name]))}
        row = self.row or ([] if found else self._in_order())
        if found or len(row) > len(self.row):
            from dockwright.patterns import keep

            rest = {name: entry for name, entry in (self.entries | found).items() if name not in {one for one, _, _ in row}}
            keep(self.path, marshal.dumps((sys.hexversion, row, rest)))

    def _in_order(self) -> Row:
        """What this run has loaded from here, each module behind those that it needs.

        What brings in more of the standard library is left out: the next run may not need it, and it costs more than it saves.
        """
        return [(name, (*self.entries[name][:4], b""), marshal.loads(self.entries[name][4])) for name in self.done]

    def _has(self, name: str) -> bool:
        entry = self.entries.get(name)
        return entry is not None and _is_current(entry)


def _module(name: str, entry: Entry) -> ModuleType:
    module = _Module(name)
    module.__file__ = entry[0]
    module.__package__ = name if entry[3] else name.rpartition(".")[0]
    if entry[3]:
        module.__path__ = [entry[0].rpartition("/")[0]]
    return module


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
        import dockwright.patterns  # noqa: F401, it keeps its own file, whose place only an import tells it

        _image = Image(cached.removesuffix(".pyc") + ".image")
        _image.make()
        sys.meta_path.insert(0, _image)


def end() -> None:
    """Keep what was imported for the next run."""
    if _image is not None:
        _image.save()
