"""The two streams of a command: text out, complaints out, and what the terminal can show."""

from __future__ import annotations

import os
import sys

from dockwright import patterns, startup
from dockwright.report import Style
from dockwright.report.excerpt import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def leave(status: int) -> NoReturn:
    """End the process at once: taking a short-lived interpreter apart piece by piece costs more than a check."""
    patterns.save()
    startup.end()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        pass
    os._exit(status)


def show(text: str) -> None:
    """Write to standard output, whatever its encoding; what was read as bytes goes out as the same bytes.

    Nothing is said when the reader has gone, as `head` does.
    """
    from dockwright.files import encode

    try:
        encoding = (sys.stdout.encoding or "").lower()
        if encoding.replace("-", "") == "utf8":
            sys.stdout.flush()
            sys.stdout.buffer.write(encode(text))
        else:
            sys.stdout.write(text.encode(encoding or "ascii", "backslashreplace").decode(encoding or "ascii"))
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def show_page(markdown: str) -> None:
    """Write Markdown to standard output: as it is, or set in type where a terminal can show that."""
    if not style(quiet=False, to_file=False, fail_on="never").color:
        show(markdown)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console(width=min(100, _width())).print(Markdown(markdown))


def tell(text: str) -> None:
    """Write to standard error, if somebody listens; Python writes what it cannot encode as escapes there."""
    try:
        sys.stderr.write(text)
    except (AttributeError, OSError):
        return


def complain(message: str) -> None:
    """One line on standard error, under our name."""
    tell(f"dockwright: {visible(message)}\n")


def style(quiet: bool, to_file: bool, fail_on: str) -> Style:
    """Colours on a terminal only, unless the environment says otherwise (no-color.org, force-color.org)."""
    terminal = not to_file and sys.stdout.isatty()
    wanted = bool(os.environ.get("FORCE_COLOR")) or (terminal and os.environ.get("TERM") != "dumb")
    color = wanted and not to_file and not os.environ.get("NO_COLOR")
    return Style(color, quiet, _width() if terminal else 120, fail_on)


def _width() -> int:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 120
    except OSError:
        return 120
