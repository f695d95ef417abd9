"""Large and hostile texts: no failure, nothing lost, and no time worth noticing.

No time is asserted, as machines differ; what grows faster than the text shows as a suite that hangs. The sizes are a
tenth of what was measured; `DOCKWRIGHT_SCALE=10` restores them.
"""

from __future__ import annotations

import os

import pytest

from dockwright.syntax import parse, words

SCALE = float(os.environ.get("DOCKWRIGHT_SCALE", "1"))


def times(count: int) -> int:
    return int(count * SCALE / 10)


K50, K100, M1, M2, M5, M10 = map(times, (50_000, 100_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000))

DOCUMENTS = {
    "one line of words": lambda: "RUN " + "x y " * M2,
    "one line, one value": lambda: "ENV A=" + "x" * M10,
    "one line of sources": lambda: "COPY " + "x y " * K100,
    "one line of pairs": lambda: "LABEL " + "x=y " * K100,
    "one line of flags": lambda: "RUN " + "--a=b " * K100 + "c",
    "one line before a heredoc": lambda: "RUN " + "x y " * M1 + "<<E\nE\n",
    "one comment": lambda: "#" + " " * M10 + "x",
    "one unknown word": lambda: "x" * M10,
    "blanks": lambda: " " * M10 + "\n" + "\u3000" * M1,
    "instructions": lambda: "".join(f"RUN echo {number}\n" for number in range(K100)),
    "continued lines": lambda: "RUN a" + " && \\\n  b" * K100,
    "continued pairs and comments": lambda: "ENV a=b" + " \\\n# c\n  d=e" * K100,
    "blank lines in a continuation": lambda: "RUN a \\\n" + "\n" * K100 + " b\n",
    "lines of escape characters": lambda: "RUN a \\\n" + "\\\n" * K100 + " b\n",
    "continuation after carriage returns": lambda: "RUN x" + " \r" * M1 + "\\\r\ny\n",
    "triggers": lambda: "ONBUILD " * K100 + "RUN a",
    "continued triggers": lambda: "ONBUILD \\\n" * K100 + "RUN a",
    "nested substitutions": lambda: "FROM " + "${A:-" * 5000 + "}" * 5000,
    "heredocs on a line": lambda: "RUN " + "".join(f"<<E{n} " for n in range(K50)) + "\n" + "".join(f"E{n}\n" for n in range(K50)),
    "heredocs on a line, none ended": lambda: "RUN " + "".join(f"<<E{n} " for n in range(K50)) + "\n" + "x\n" * K50,
    "heredocs, none ended": lambda: "".join(f"RUN <<E{number}\nx\n" for number in range(K50)),
    "a long body": lambda: "RUN <<E\n" + "x\n" * M1 + "E\n",
    "a long end marker": lambda: "RUN <<" + "E" * M10 + "\n",
    "a long file descriptor": lambda: "RUN " + "1" * M1 + "<<E\nE\n",
    "an array": lambda: "CMD [" + '"a",' * K100 + '"a"]',
    "an array without its end": lambda: "CMD [" + '"a",' * M1 + '"a"',
    "an array with a number": lambda: "CMD [" + '"a",' * M1 + "1]",
    "an array of a long string": lambda: 'CMD ["' + "a\\n" * M1 + '"]',
    "brackets": lambda: "CMD " + "[" * M5 + "]" * M5,
    "backslashes": lambda: "RUN " + "\\" * M1 + " <<E",
    "escaped pairs": lambda: "ENV A=" + "\\" * M1 + "\nENV B=" + '\\"' * M1,
    "double quotes": lambda: "RUN " + '"' * M1 + " <<E",
    "single quotes": lambda: "ENV A=" + "'" * (M1 + 1) + "\nRUN " + "'" * (M1 + 1) + " <<E",
    "dollars": lambda: "RUN " + "$" * M1 + " <<E",
    "braces": lambda: "RUN " + "${" * M1 + " <<E",
    "angle brackets": lambda: "RUN " + "<" * M1 + "\nRUN " + "<< " * M1,
    "a directive with blanks": lambda: "# escape=a" + " " * M1 + "b" + " " * M1,
    "directives": lambda: "# check=a\n" * K100,
    "null characters": lambda: "\0" * M1,
    "lines that are empty but for a carriage return": lambda: "\r\n" * M1,
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_document(name: str) -> None:
    source = DOCUMENTS[name]()
    tree = parse(source)
    at = 0
    for _, start, end in tree.tokens():
        assert start == at
        at = end
    assert at == len(source)
    for instruction in tree.instructions:
        assert len(instruction.arguments) >= len(instruction.words) or instruction.trigger


WORDS = {
    "a word": lambda: "x" * M10,
    "quoted words": lambda: '"' + "x " * M5 + '"' + "'" + "x " * M5 + "'",
    "variables": lambda: "$A " * K100,
    "a default in defaults": lambda: "${A:-" * 40 + "x" * M1 + "}" * 40,
    "substitutions without an end": lambda: "${A:-" * M1,
    "quotes in substitutions": lambda: '${A:-"' * M1,
    "backslashes": lambda: "\\" * M1,
    "dollars": lambda: "$" * M1,
    "stars": lambda: "${A#" + "*a" * K50 + "}${A/" + "*a" * K50 + "/b}",
}


@pytest.mark.parametrize("name", WORDS)
def test_word(name: str) -> None:
    text = WORDS[name]()
    for value in ("", "a" * 1000 + "b"):
        expansion = words.expand(text, lambda name, value=value: value)
        assert len(expansion.value) <= len(text) + 1_000_000
    assert len(words.split(text)) <= len(text)
    assert len(words.references(text)) <= text.count("$")
