"""Edits in command lists: where a further command or argument goes, and how it is laid out."""

import pytest

from dockwright import rules
from dockwright.model.document import read
from dockwright.text import apply


def context(source, name):
    """A context at the first command of a name."""
    document = read(source)
    made = rules.Context(document)
    for instruction in document.instructions:
        for script in document.scripts(instruction) if instruction.name == "RUN" else ():
            for command in script.commands:
                if command.name == name:
                    made.enter(instruction, script)
                    return made, command
    raise LookupError(name)


@pytest.mark.parametrize(
    "run, expected",
    [
        ("a", "a && z"),
        ("a && b", "a && z && b"),
        ("b && a", "b && a && z"),
        ("a; b", "a; z; b"),
        ("b; a", "b; a && z"),
        ("set -e; b; a", "set -e; b; a; z"),
        ("set -eux; \\\n    b; \\\n    a", "set -eux; \\\n    b; \\\n    a; \\\n    z"),
        ("a \\\n  && b", "a \\\n  && z \\\n  && b"),
        ("a && \\\n  b", "a && \\\n  z && \\\n  b"),
        ("b \\\n\n  # note\n  && a", "b \\\n\n  # note\n  && a \\\n  && z"),
        ("a \\\n    x", "a \\\n    x \\\n    && z"),
        ("b | a && c", "b | a && z && c"),
        ("a # note", "a && z # note"),
        ("b || a", "b || a && z"),
        ("a || b", None),
        ("a | b", None),
        ("a & b", None),
        ("(a)", None),
        ("if x; then a; fi", None),
        ('["a"]', None),
        ('sh -c "a"', None),
        ("a 'open", None),
        ("<<EOF\na\nEOF", "<<EOF\na\nz\nEOF"),
        ("<<EOF\n  a \\\n    x # note\n  b\nEOF", "<<EOF\n  a \\\n    x # note\n  z\n  b\nEOF"),
        ("<<EOF\na && b\nEOF", "<<EOF\na && z && b\nEOF"),
        ("<<-EOF\n\ta\n\tEOF", "<<-EOF\n\ta\n\tz\n\tEOF"),
        ("a <<EOF\nbody\nEOF", "a <<EOF && z\nbody\nEOF"),
    ],
)
def test_chain_after(run, expected):
    source = f"FROM x\nRUN {run}\n"
    ctx, command = context(source, "a")
    edit = ctx.chain_after(command, "z")
    assert (apply(source, [edit]) if edit else None) == (f"FROM x\nRUN {expected}\n" if expected else None)


def test_chain_after_keeps_line_ends():
    source = "FROM x\r\nRUN a \\\r\n  b\r\n"
    ctx, command = context(source, "a")
    assert apply(source, [ctx.chain_after(command, "z")]) == "FROM x\r\nRUN a \\\r\n  b \\\r\n    && z\r\n"


@pytest.mark.parametrize(
    "run, after, before, instead",
    [
        ("a b c", "a b z c", "a z b c", "a z c"),
        ('["a", "b", "c"]', '["a", "b", "z", "c"]', '["a", "z", "b", "c"]', '["a", "z", "c"]'),
        ('["sh", "-c", "a b c"]', '["sh", "-c", "a b z c"]', '["sh", "-c", "a z b c"]', '["sh", "-c", "a z c"]'),
        ("<<EOF\na b c\nEOF", "<<EOF\na b z c\nEOF", "<<EOF\na z b c\nEOF", "<<EOF\na z c\nEOF"),
    ],
)
def test_words(run, after, before, instead):
    source = f"FROM x\nRUN {run}\n"
    ctx, command = context(source, "a")
    word = command.args[0]
    made = [ctx.word_after(word, "z"), ctx.word_before(word, "z"), ctx.edit_word(word, "z")]
    assert [apply(source, [edit]) for edit in made] == [f"FROM x\nRUN {text}\n" for text in (after, before, instead)]


@pytest.mark.parametrize(
    "first, second, expected",
    [
        ("RUN a", "RUN b", "RUN a && b"),
        ("RUN a", "RUN b \\\n  c", "RUN a \\\n    && b \\\n  c"),
        ("RUN --network=none a", "RUN --network=none b", "RUN --network=none a && b"),
    ],
)
def test_join(first, second, expected):
    source = f"FROM x\n{first}\n\n{second}\n"
    ctx, _ = context(source, "a")
    assert apply(source, [ctx.join(ctx.document.instructions[2])]) == f"FROM x\n{expected}\n"


def test_what_comes_before_and_after():
    ctx, command = context("FROM x\nRUN p && a $(b) && c\nRUN d\n", "a")
    assert [one.name for one in ctx.later(command)] == ["b", "c"]
    assert [one.name for one in ctx.earlier(command)] == ["p"]


@pytest.mark.parametrize(
    "run, expected",
    [
        ("a", "z && a"),
        ("b && A=1 a x", "b && z && A=1 a x"),
        ("sudo a", "sudo z && sudo a"),
        ("if a; then b; fi", "if z && a; then b; fi"),
        ("<<EOF\n  a\nEOF", "<<EOF\n  z && a\nEOF"),
        ("b | a", None),
        ("! a", None),
        ('["a"]', None),
    ],
)
def test_chain_before(run, expected):
    source = f"FROM x\nRUN {run}\n"
    ctx, command = context(source, "a")
    edit = ctx.chain_before(command, "z")
    assert (apply(source, [edit]) if edit else None) == (f"FROM x\nRUN {expected}\n" if expected else None)


@pytest.mark.parametrize(
    "run, expected",
    [
        ("a b c", "a c"),
        ("a c  b", "a c"),
        ("a \\\n    b \\\n    c", "a \\\n    c"),
        ("a \\\n    c \\\n    b", "a \\\n    c"),
        ("a \\\n    c \\\n    b && d", "a \\\n    c \\\n    && d"),
        ("a \\\n    # note\n    b", None),
        ("a \\\n    # note\n    b \\\n    c", "a \\\n    # note\n    c"),
        ('["a", "b", "c"]', '["a", "c"]'),
        ('["a", \\\n "b"]', '["a"]'),
        ("<<EOF\na \\\n  b\nEOF", "<<EOF\na\nEOF"),
    ],
)
def test_delete_argument(run, expected):
    source = f"FROM x\nRUN {run}\n"
    ctx, command = context(source, "a")
    edit = ctx.delete_argument(next(word for word in command.args if word.value == "b"))
    assert (apply(source, [edit]) if edit else None) == (f"FROM x\nRUN {expected}\n" if expected else None)


def test_sudo_goes_along():
    source = "FROM x\nRUN sudo -E a\n"
    ctx, command = context(source, "a")
    assert apply(source, [ctx.chain_after(command, "z")]) == "FROM x\nRUN sudo -E a && sudo z\n"
