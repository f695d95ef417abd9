"""The help, written from the table of options; loaded only when somebody asks for it."""

from __future__ import annotations

from textwrap import fill

from dockwright.cli.options import COMMANDS, OPERANDS, OPTIONS, Option

STATUSES = """exit status:
  0  nothing at or above the fail level
  1  findings at or above the fail level
  2  wrong usage, a broken configuration, or a file that could not be read or written
  3  a rule crashed (the rest is still reported)
"""
PIN_STATUSES = """exit status:
  0  every image is pinned
  1  an image has to be pinned by hand; with --check, also one that is not pinned, or whose tag has moved
  2  wrong usage, a broken configuration, a file that could not be read or written, or a registry that gave no answer
"""
RULES = """RULES are names (latest-tag), categories (base), ids of hadolint, BuildKit or Checkov (DL3007),
prefixes of such ids (DL), or all, with commas between them.
"""


def overview() -> str:
    """`dockwright --help`."""
    rows = "".join(f"  {name:8}  {text}\n" for name, text in COMMANDS.items())
    return (
        "usage: dockwright COMMAND [OPTION...] [PATH...]\n\nLints and mends Dockerfiles, and reads them as BuildKit does.\n\n"
        f"commands:\n{rows}\n"
        "  dockwright COMMAND --help tells the options of a command\n  dockwright --version       prints the version\n"
    )


def of(command: str) -> str:
    """`dockwright COMMAND --help`."""
    options = [option for option in OPTIONS if command in option.commands]
    words = ["usage: dockwright", command, "[OPTION...]" if options else "", OPERANDS[command]]
    parts = [" ".join(filter(None, words)) + "\n", f"{COMMANDS[command][:1].upper()}{COMMANDS[command][1:]}.\n"]
    if command == "pin":
        parts[1] += "PATH is a file, or a directory to look through (default: the current one).\n"
    elif OPERANDS[command].endswith("[PATH...]"):
        parts[1] += "PATH is a file, a directory to look through (default: the current one), or - for standard input.\n"
    if OPERANDS[command] == "[FOLDER...]":
        parts[1] += "FOLDER has a .hadolint.yaml (default: the current one); with - the result is only printed.\n"
    if options:
        parts.append("options:\n" + "".join(map(_row, options)))
    if command == "pin":
        parts.append(PIN_STATUSES)
    elif command == "report":
        parts.append(STATUSES)
    elif OPERANDS[command] == "[PATH...]":
        parts += [RULES, STATUSES]
    return "\n".join(parts)


def _row(option: Option) -> str:
    left = f"  {option.short + ', ' if option.short else ''}{option.name} {option.metavar}".rstrip()
    text = option.help + (f" [{', '.join(option.choices)}]" if option.choices else "")
    filled = fill(text, 100, initial_indent=" " * 30, subsequent_indent=" " * 30)
    return f"{left:28}  {filled.lstrip()}\n" if len(left) <= 28 else f"{left}\n{filled}\n"
