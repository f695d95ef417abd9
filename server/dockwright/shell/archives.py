"""Commands that unpack archives.

Source: the manual pages of GNU tar, bsdtar, unzip, gzip and its kin.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.shell.nodes import Command

TARS = frozenset(("tar", "bsdtar"))
OTHERS = frozenset(
    (
        *("unzip", "7z", "7za", "unrar", "gunzip", "gzip", "zcat", "gzcat", "bunzip2", "bzip2", "bzcat", "unxz", "xz", "xzcat", "unlzma"),
        *("lzma", "lzcat", "unzstd", "zstd", "zstdcat", "uncompress", "zgz"),
    )
)
COMPRESSORS = frozenset(("gzip", "bzip2", "xz", "lzma", "zstd"))
"""These pack unless `-d` is given."""
EXTRACT = ("-x", "--extract", "--get")
PLAIN = frozenset(
    (
        *("-x", "--extract", "--get", "-f", "--file", "-C", "--directory", "-v", "--verbose", "-p", "--preserve-permissions"),
        *("-z", "--gzip", "--gunzip", "-j", "--bzip2", "-J", "--xz", "-a", "--auto-compress", "--zstd", "--lzma"),
    )
)
"""Options of tar that change nothing about what is unpacked."""


class Unpacking:
    """What a command unpacks. `archives` as written; `directory` where to, None where it is not given.

    `is_whole`: it is tar, and all of one archive comes out as it is in there.
    """

    __slots__ = ("archives", "directory", "is_whole")

    def __init__(self, archives: list[str], directory: str | None, is_whole: bool) -> None:
        self.archives = archives
        self.directory = directory
        self.is_whole = is_whole


def read(command: Command) -> Unpacking | None:
    """What the command unpacks; None if it is no such command."""
    options = command.arguments
    operands = [word.value for word in options.operands]
    if command.name in TARS and options.has(*EXTRACT):
        file = options.value("-f", "--file")
        is_whole = not operands and all(option.name in PLAIN for option in options.options)
        return Unpacking([file] if file else operands[:1], options.value("-C", "--directory"), is_whole)
    if command.name in OTHERS and (command.name not in COMPRESSORS or options.has("-d", "--decompress", "--uncompress")):
        return Unpacking(operands, options.value("-d") if command.name == "unzip" else None, False)
    return None
