"""What curl and wget fetch, and into which file; what is unpacked from which archive."""

from __future__ import annotations

from dockwright.shell.files import OUTPUTS, Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.shell.nodes import Command, Word

TOOLS = ("curl", "wget")
STDOUT = ("-", "/dev/stdout")


class Download:
    """One fetched URL. `target` is the file it goes to, None for standard output or a name nobody can know.

    `piped`: it goes to standard output, and that into no file.
    """

    __slots__ = ("command", "piped", "target", "url")

    def __init__(self, command: Command, url: Word, target: Target | None, piped: bool) -> None:
        self.command = command
        self.url = url
        self.target = target
        self.piped = piped

    def __repr__(self) -> str:
        return f"<Download {self.url.value} {'|' if self.piped else self.target}>"


def downloads(command: Command) -> list[Download]:
    """What a call of curl or wget fetches; nothing for `--version` and the like."""
    if command.name == "curl":
        return list(_curl(command))
    return list(_wget(command)) if command.name == "wget" else []


def _curl(command: Command) -> Iterator[Download]:
    arguments = command.arguments
    urls = [*arguments.operands, *(one.value_word for one in arguments.all("--url") if one.value_word)]
    outputs = arguments.all("-o", "--output", "-O", "--remote-name")
    folder = arguments.value("--output-dir")
    for i, url in enumerate(urls):
        option = outputs[i] if i < len(outputs) else None
        if option is not None and option.name in ("-o", "--output"):
            target = Target(option.value, option.value_word) if option.value and option.value_word else None
            yield _download(command, url, target)
        elif option is not None or arguments.has("--remote-name-all"):
            yield Download(command, url, _named(url, folder), False)
        else:
            yield _download(command, url, None)


def _wget(command: Command) -> Iterator[Download]:
    arguments = command.arguments
    if arguments.has("--spider", "-V", "--version", "-h", "--help"):
        return
    output = arguments.get("-O", "--output-document")
    folder = arguments.value("-P", "--directory-prefix")
    for url in arguments.operands:
        if output is not None and output.value and output.value_word:
            yield _download(command, url, Target(output.value, output.value_word))
        else:
            yield Download(command, url, None if output else _named(url, folder), False)


def _download(command: Command, url: Word, target: Target | None) -> Download:
    """A download into a named file; without one, or for `-`, into where standard output goes."""
    if target is not None and target.path not in STDOUT:
        return Download(command, url, target, False)
    for redirect in command.redirects:
        if redirect.op in OUTPUTS and redirect.fd in ("", "1") and redirect.target is not None:
            return Download(command, url, Target(redirect.target.value, redirect.target), False)
    return Download(command, url, None, True)


def _named(url: Word, folder: str | None) -> Target | None:
    """The file that a URL names, as curl -O and wget call it."""
    path = url.value.partition("?")[0].partition("#")[0]
    name = path.rpartition("/")[2]
    if not name or path.count("/") < 3:
        return None
    return Target(f"{folder.rstrip('/')}/{name}" if folder else name, url)


def unpacks(command: Command) -> list[Target]:
    """The archives and packages that a command unpacks or installs and leaves where they are."""
    arguments = command.arguments
    if command.name in ("tar", "bsdtar"):
        option = arguments.get("-f", "--file") if arguments.has("-x", "--extract", "--get") else None
        if option is None or not option.value or option.value_word is None or option.value == "-":
            return []
        return [Target(option.value, option.value_word)]
    if command.name == "unzip":
        return [Target(word.value, word) for word in arguments.operands[:1]]
    if command.name == "dpkg" and arguments.has("-i", "--install"):
        return [Target(word.value, word) for word in arguments.operands]
    if command.name == "rpm" and arguments.has("-i", "--install", "-U", "--upgrade", "-F"):
        return [Target(word.value, word) for word in arguments.operands]
    return []
