"""One class for each instruction, with what its arguments mean by position.

The class is what a rule subscribes to. Names follow the Dockerfile reference.
"""

from __future__ import annotations

from dockwright.syntax.nodes import Instruction, Token, Word


class From(Instruction):
    """FROM image [AS name]."""

    __slots__ = ()

    @property
    def image(self) -> Word | None:
        """The base image, or the stage it names."""
        words = self.parsed.words
        return words[0] if words else None

    @property
    def as_keyword(self) -> Word | None:
        """The AS, where there are three words and it is one."""
        words = self.parsed.words
        return words[1] if len(words) >= 3 and words[1].text.lower() == "as" else None

    @property
    def stage_name(self) -> Word | None:
        """The name behind AS."""
        return self.parsed.words[2] if self.as_keyword else None


class Transfer(Instruction):
    """COPY or ADD."""

    __slots__ = ()

    @property
    def sources(self) -> list[Word]:
        """Everything but the destination; a heredoc marker is a source."""
        return self.words[:-1]

    @property
    def destination(self) -> Word | None:
        """The last argument, where there is a source too."""
        words = self.words
        return words[-1] if len(words) > 1 else None


class Add(Transfer):
    """ADD."""

    __slots__ = ()


class Copy(Transfer):
    """COPY."""

    __slots__ = ()


class ShellForm(Instruction):
    """RUN, CMD, ENTRYPOINT and HEALTHCHECK: a command line, in shell form or as a JSON array."""

    __slots__ = ()


class Run(ShellForm):
    """RUN."""

    __slots__ = ()


class Cmd(ShellForm):
    """CMD."""

    __slots__ = ()


class Entrypoint(ShellForm):
    """ENTRYPOINT."""

    __slots__ = ()


class Healthcheck(ShellForm):
    """HEALTHCHECK CMD command, or HEALTHCHECK NONE."""

    __slots__ = ()

    @property
    def type(self) -> Word | None:
        """CMD or NONE as written."""
        words = self.parsed.words
        return words[0] if words else None

    @property
    def is_none(self) -> bool:
        """Whether it switches the check of the base image off."""
        return self.type is not None and self.type.text.upper() == "NONE"

    @property
    def words(self) -> list[Word]:
        """The words of the command behind CMD."""
        return self.parsed.words[1:] if self.parsed.items is None else self.parsed.items


class Shell(Instruction):
    """SHELL."""

    __slots__ = ()


class Env(Instruction):
    """ENV."""

    __slots__ = ()


class Label(Instruction):
    """LABEL."""

    __slots__ = ()


class Arg(Instruction):
    """ARG."""

    __slots__ = ()


class _Single(Instruction):
    __slots__ = ()

    @property
    def value(self) -> Word | None:
        """The whole argument."""
        words = self.parsed.words
        return words[0] if words else None


class User(_Single):
    """USER user[:group]."""

    __slots__ = ()

    @property
    def user(self) -> Token | None:
        """The part before the colon."""
        word = self.value
        return self.parsed.token(word.at, word.at + len(word.text.partition(":")[0])) if word else None


class Workdir(_Single):
    """WORKDIR."""

    __slots__ = ()


class Stopsignal(_Single):
    """STOPSIGNAL."""

    __slots__ = ()


class Maintainer(_Single):
    """MAINTAINER."""

    __slots__ = ()


class Expose(Instruction):
    """EXPOSE."""

    __slots__ = ()


class Volume(Instruction):
    """VOLUME."""

    __slots__ = ()


class Onbuild(Instruction):
    """ONBUILD instruction."""

    __slots__ = ()


class Unknown(Instruction):
    """A line that starts with no known keyword: kept, reported, and read around."""

    __slots__ = ()


KINDS: dict[str, type[Instruction]] = {
    "ADD": Add,
    "ARG": Arg,
    "CMD": Cmd,
    "COPY": Copy,
    "ENTRYPOINT": Entrypoint,
    "ENV": Env,
    "EXPOSE": Expose,
    "FROM": From,
    "HEALTHCHECK": Healthcheck,
    "LABEL": Label,
    "MAINTAINER": Maintainer,
    "ONBUILD": Onbuild,
    "RUN": Run,
    "SHELL": Shell,
    "STOPSIGNAL": Stopsignal,
    "USER": User,
    "VOLUME": Volume,
    "WORKDIR": Workdir,
}

BARE_FLAGS = frozenset(("keep-git-dir", "link", "parents", "unpack"))
"""The flags that need no value."""

REPEATED_FLAGS = frozenset(("device", "exclude", "mount"))
"""The flags that may be given more than once."""

FLAGS: dict[str, tuple[str, ...]] = {
    "ADD": ("chown", "chmod", "link", "keep-git-dir", "checksum", "unpack", "exclude"),
    "COPY": ("from", "chown", "chmod", "link", "parents", "exclude"),
    "FROM": ("platform",),
    "HEALTHCHECK": ("interval", "timeout", "start-period", "start-interval", "retries"),
    "RUN": ("mount", "network", "security", "device"),
    **dict.fromkeys(("CMD", "ENTRYPOINT", "ENV", "EXPOSE", "LABEL", "MAINTAINER", "ONBUILD", "SHELL", "USER", "VOLUME", "WORKDIR"), ()),
}
"""The flags that each instruction takes; ARG and STOPSIGNAL skip over any. Source: `frontend/dockerfile/instructions/parse.go`."""
