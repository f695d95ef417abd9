"""The patterns of `${name#pattern}`, `${name%pattern}` and `${name/pattern/text}`: `?` and `*`, but no brackets.

Source: the variable reference of the Dockerfile manual, and BuildKit's answers to our probes.
"""

from __future__ import annotations

import re

_EFFORT = 500_000_000
_LENGTH = 10_000


def trim(value: str, pattern: str, sign: str) -> str:
    """The value without what the pattern matches at its start (`#`) or end (`%`); a doubled sign takes the longest match.

    Raises ValueError where the builder refuses the pattern, or where trying it would take too long.
    """
    greedy = pattern.startswith(sign)
    if greedy:
        pattern = pattern[1:]
    if sign == "#":
        match = _compiled(pattern, greedy, len(value)).match(value)
        return value[match.end() :] if match else value
    backwards = value[::-1]
    match = _compiled(_reverse(pattern), greedy, len(value)).match(backwards)
    return backwards[match.end() :][::-1] if match else value


def replace(value: str, pattern: str, by: str, every: bool) -> list[str]:
    """The pieces of the value with the first match, or every one, replaced; raises ValueError as `trim` does."""
    parts: list[str] = []
    end, last = 0, -1
    for match in _compiled(pattern, True, len(value)).finditer(value):
        if match.end() == last:
            continue
        parts += (value[end : match.start()], by)
        end = last = match.end()
        if not every:
            break
    parts.append(value[end:])
    return parts


def _reverse(pattern: str) -> str:
    out: list[str] = []
    i = 0
    while i < len(pattern):
        step = 2 if pattern[i] == "\\" and i + 1 < len(pattern) else 1
        out.append(pattern[i : i + step])
        i += step
    return "".join(reversed(out))


def _compiled(pattern: str, greedy: bool, size: int) -> re.Pattern[str]:
    """The pattern as a regular expression.

    Between two stars the first place that fits is as good as any, so nothing is tried twice (atomic groups). Only the
    last star of a greedy pattern may take less than it could.
    """
    if len(pattern) > _LENGTH or size * len(pattern) * (size if "*" in pattern else 1) > _EFFORT:
        raise ValueError("too long to match the pattern against")
    pieces = _pieces(pattern)
    out = [pieces[0]]
    out += [f"(?>.*?{piece})" for piece in pieces[1:-1]]
    if len(pieces) > 1:
        out.append((".*" if greedy else ".*?") + pieces[-1])
    return re.compile("".join(out))


def _pieces(pattern: str) -> list[str]:
    """The regular expressions between the stars of a pattern."""
    out: list[list[str]] = [[]]
    i = 0
    while i < len(pattern):
        char = pattern[i]
        i += 1
        if char == "*":
            out.append([])
        elif char == "?":
            out[-1].append(".")
        else:
            if char == "\\":
                char = pattern[i : i + 1]
                if not char or char not in "*?\\/}":
                    raise ValueError(f"invalid escape '\\{char}'")
                i += 1
            out[-1].append(re.escape(char))
    return ["".join(piece) for piece in out]
