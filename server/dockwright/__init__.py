"""A Dockerfile linter and fixer: one rule engine behind a command line, a commit hook and a language server."""

from __future__ import annotations

__version__ = "0.1.0"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.findings import Finding
    from dockwright.fixing import FixResult
    from dockwright.model.document import Document
    from dockwright.settings import Settings


def check(source: str, *, filename: str = "Dockerfile", settings: Settings | None = None) -> list[Finding]:
    """The problems in the text of a Dockerfile, in its order. Any text will do: what cannot be parsed is a finding."""
    from dockwright import engine
    from dockwright.settings import DEFAULTS

    return engine.check(source, settings or DEFAULTS, filename).findings


def fix(source: str, *, filename: str = "Dockerfile", settings: Settings | None = None, unsafe: bool = False) -> FixResult:
    """The text with every safe fix applied, and with `unsafe` those that may change the image; nothing is written."""
    from dockwright import fixing
    from dockwright.settings import DEFAULTS

    return fixing.fix(source, settings or DEFAULTS, filename, unsafe)


def parse(source: str) -> Document:
    """The text read as BuildKit reads it. Never raises; what is broken is marked in the tree."""
    from dockwright.model.document import read

    return read(source)
