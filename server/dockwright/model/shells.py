"""Shell text in its place: which shell reads an instruction's text, and the commands it finds there.

Source: "Shell and exec form", "Here-Documents" and "SHELL" in the Dockerfile reference.
"""

from __future__ import annotations

from dockwright.patterns import DOTALL, pattern
from dockwright.shell.commands import dialect_of, interpreter_of, parse, parse_words
from dockwright.shell.nodes import basename
from dockwright.syntax import Instruction, Parsed, Word
from dockwright.text import SourceMap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.model.document import Document
    from dockwright.model.stages import Stage
    from dockwright.shell.nodes import Script
    from dockwright.syntax import Heredoc

LINUX = ("/bin/sh", "-c")
WINDOWS = ("cmd", "/S", "/C")
_WINDOWS_HINTS = ("win", "nanoserver", "servercore", "ltsc", "sac", "microsoft")
"""Without one of these in its name no image is a Windows one: most files need not load the tables."""

_PRAGMA = pattern(r"hadolint\s+shell\s*=\s*(\S+)")
_ESCAPE = pattern(r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|u....|.)", DOTALL)


def in_effect(document: Document, instruction: Instruction) -> tuple[str, ...]:
    """The words of the shell that reads an instruction's shell form."""
    pragma = _pragma(document, instruction)
    owner = document.owner(instruction)
    if pragma is None and not owner.has_shell:
        return WINDOWS if is_windows(owner) else LINUX
    state = document.state(instruction)
    if state.shell is not None and (pragma is None or (state.shell_set_by and pragma[0] < state.shell_set_by.start)):
        return state.shell
    if pragma is not None:
        return (pragma[1], "-c")
    return WINDOWS if is_windows(owner) else LINUX


def reader(document: Document, instruction: Instruction) -> tuple[str, ...]:
    """The words of what reads an instruction's text: the interpreter that a heredoc's first line names, else the shell."""
    parsed = instruction.parsed
    if len(parsed.heredocs) == 1 and is_marker_only(parsed):
        return interpreter_of(parsed.heredocs[0].content.partition("\n")[0]) or in_effect(document, instruction)
    return in_effect(document, instruction)


def kind(document: Document, instruction: Instruction) -> str:
    """Which shell that is: `bash`, `dash`, `ash`, `zsh`, …, where `/bin/sh` is what it is in the image, and `sh` if nobody knows."""
    words = [basename(word).lower().removesuffix(".exe") for word in reader(document, instruction)]
    name = words[0] if words else "sh"
    if name == "busybox":
        return "ash"
    if name != "sh":
        return name
    image = document.owner(instruction).known
    return (image.sh if image else "") or "sh"


def is_windows(stage: Stage) -> bool:
    """Whether the stage's chain starts from a Windows image, by the image or the platform asked for."""
    if stage.windows is None:
        stage.windows = _is_windows(stage)
    return stage.windows


def _is_windows(stage: Stage) -> bool:
    image = stage.image
    from_ = stage.root.from_
    flag = from_.flag("platform") if from_ else None
    platform = (flag.value if flag else None) or ""
    if platform.startswith("windows/") or (stage.said is not None and stage.said.is_windows):
        return True
    if image is None or not any(hint in image.text for hint in _WINDOWS_HINTS):
        return False
    from dockwright.data.images import is_windows as is_windows_image

    return is_windows_image(image.registry, image.repository, image.tag, platform)


def _pragma(document: Document, instruction: Instruction) -> tuple[int, str] | None:
    """The last `# hadolint shell=` that applies: one of the stage, else one above the first FROM."""
    pragmas = document.shell_pragmas
    if not pragmas:
        return None
    stage = document.owner(instruction)
    first = document.sections[1].from_ if document.sections[1:] else None
    low = stage.from_.start if stage.from_ else 0
    high = first.start if first else len(document.source)
    own = [one for one in pragmas if low < one[0] < instruction.start]
    every = [one for one in pragmas if one[0] < high]
    found = own or every
    return found[-1] if found else None


def pragmas(document: Document) -> list[tuple[int, str]]:
    """Every `# hadolint shell=NAME` comment, as its offset and the name."""
    found = ((comment.span.start, _PRAGMA.match(comment.text)) for comment in document.comments)
    return [(start, match[1]) for start, match in found if match]


def of(parsed: Parsed, shell: tuple[str, ...]) -> list[Script]:
    """The shell texts of a RUN, CMD, ENTRYPOINT or HEALTHCHECK, in order; kept with it, since nothing but the shell decides them."""
    key = ("scripts", shell)
    found: list[Script] | None = parsed.memo.get(key)
    if found is None:
        found = parsed.memo[key] = _read(parsed, dialect_of(shell))
    return found


def _read(parsed: Parsed, dialect: str) -> list[Script]:
    if parsed.items is not None:
        items = [(item.value, item.at, item.at + len(item.text), _item_map(parsed, item)) for item in parsed.items]
        return [parse_words(items, parsed.map, dialect)] if items else []
    text = parsed.text[parsed.args_at :].rstrip()
    if not text:
        return []
    map = parsed.map.tail(parsed.args_at)
    if parsed.heredocs and parsed.name == "RUN":
        if len(parsed.heredocs) == 1 and is_marker_only(parsed):
            return [_heredoc(parsed.heredocs[0], dialect)]
        text, map = _with_bodies(parsed, text, map)
    return [parse(text, dialect, map)]


def is_marker_only(parsed: Parsed) -> bool:
    """Whether a RUN is nothing but a heredoc, whose body is then the script."""
    marker = parsed.heredocs[0]
    return (
        parsed.map.offset(parsed.args_at) == marker.marker.start and parsed.map.span(0, len(parsed.text.rstrip())).end == marker.marker.end
    )


def _item_map(parsed: Parsed, item: Word) -> SourceMap:
    """From offsets in the value of a JSON string to the instruction's source: every escape starts a new piece."""
    outer = parsed.map.tail(item.at + 1)
    joined, source, wide = [0], [0], {}
    value_at = raw_at = 0
    for escape in _ESCAPE.finditer(item.text[1:-1]):
        value_at += escape.start() - raw_at + 1
        raw_at = escape.end()
        wide[value_at - 1] = raw_at
        joined.append(value_at)
        source.append(raw_at)
    return SourceMap(joined, source, wide).within(outer)


def _heredoc(heredoc: Heredoc, dialect: str) -> Script:
    """The body as a script: of the interpreter its first line names, else of the shell; `<<-` strips tabs."""
    interpreter = interpreter_of(heredoc.content.partition("\n")[0])
    start = heredoc.body.start
    text, map = heredoc.content, SourceMap([0], [start])
    if heredoc.chomp:
        text, map = _without_tabs(heredoc.content, start)
    return parse(text, dialect_of(interpreter) if interpreter else dialect, map)


def _without_tabs(content: str, start: int) -> tuple[str, SourceMap]:
    pieces: list[str] = []
    joined: list[int] = []
    source: list[int] = []
    length = 0
    for line in content.splitlines(keepends=True):
        bare = line.lstrip("\t")
        joined.append(length)
        source.append(start + len(line) - len(bare))
        pieces.append(bare)
        length += len(bare)
        start += len(line)
    return "".join(pieces), SourceMap(joined or [0], source or [start])


def _with_bodies(parsed: Parsed, text: str, map: SourceMap) -> tuple[str, SourceMap]:
    """The header with the bodies behind it, as the shell gets it: `cat <<EOF > file`."""
    joined, source = list(map.joined), list(map.source)
    pieces = [text, "\n"]
    length = len(text) + 1
    for heredoc in parsed.heredocs:
        end = heredoc.terminator or heredoc.body
        joined += (length, length + len(heredoc.content))
        source += (heredoc.body.start, end.start)
        pieces += (heredoc.content, heredoc.name, "\n")
        length += len(heredoc.content) + len(heredoc.name) + 1
    return "".join(pieces), SourceMap(joined, source)
