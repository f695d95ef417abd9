"""Images a file uses: in FROM, in `COPY --from` and in the `from=` of a mount."""

from __future__ import annotations

from dockwright.model import images
from dockwright.syntax import From, Instruction
from dockwright.syntax.words import references
from dockwright.text import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dockwright.model.document import Document
    from dockwright.model.facts import Told
    from dockwright.model.images import ImageReference
    from dockwright.model.stages import Stage
    from dockwright.syntax import Word


class ImageUse:
    """An image from outside, where it is used.

    `reference` is None where the name depends on something only a build can know or is no reference. `at` is the
    instruction that *writes* the name: that of the use, or the ARG whose default it is. `written` is the span of
    the name there, relative to `at`, `used` where the use is, relative to `instruction`; `is_literal` says that the name
    holds no variables.
    """

    __slots__ = ("at", "instruction", "is_literal", "reference", "resolved", "stage", "text", "used", "written")

    def __init__(self, instruction: Instruction, stage: Stage, text: str, span: Span) -> None:
        self.instruction = instruction
        self.stage = stage
        self.text = text
        self.at = instruction
        self.written = self.used = span
        self.is_literal = "$" not in text and '"' not in text and "'" not in text and span.end - span.start == len(text)
        self.resolved: str | None = text
        self.reference: ImageReference | None = None

    @property
    def platform(self) -> str:
        """The platform that is asked for; empty where only a build can know it."""
        return self.stage.platform if self.in_from else self.stage.document.platform or ""

    @property
    def told(self) -> Told | None:
        """What is known of the image, where a registry was asked."""
        ask = self.stage.document.teller
        return ask(self.reference, self.platform) if ask and self.reference else None

    @property
    def in_from(self) -> bool:
        """Whether a stage is built on it."""
        return isinstance(self.instruction, From)

    def is_context(self, names: Iterable[str]) -> bool:
        """Whether one of these named build contexts takes its place; `alpine` does for `alpine:latest` as well."""
        return any(name == self.resolved or (self.reference and _same(images.parse(name), self.reference)) for name in names)

    @property
    def is_open(self) -> bool:
        """Whether the name as written shows neither tag nor digest, but the beginning of the image's own name."""
        text = self.text.strip("\"'")
        head, slash, rest = text.partition("/")
        name = rest if slash and images.is_host(head) else text
        return "$" not in (text[:1], name[:1]) and not any(mark in name for mark in ":@")

    @property
    def is_local(self) -> bool:
        """Whether only the builder can have it: a short name of no official image, such as one of a named context or a build before."""
        from dockwright.data.official import is_official

        one = self.reference
        short = one is not None and one.registry == "docker.io" and one.repository.startswith("library/")
        return one is not None and short and "/" not in one.name and not is_official(one.name) and self.told is None

    @property
    def origin(self) -> tuple[str, str] | None:
        """The registry, in lower case, and the repository or its beginning; None where only a build can know the registry."""
        if self.reference:
            return self.reference.registry.lower(), self.reference.repository
        known = self.text.strip("\"'").partition("$")[0]
        if self.resolved is None and "/" in known:
            head, _, rest = known.partition("/")
            return (head.lower(), rest) if images.is_host(head) else ("docker.io", known)
        if self.resolved is None and (":" in known or "@" in known):
            return "docker.io", "library/" + known.partition("@")[0].partition(":")[0]
        return None

    @property
    def host(self) -> Span:
        """Where the registry is, relative to `at`; the name without its tag where it is not written."""
        text = self.resolved or "" if self.is_literal else self.text if self._in_place and self.at is self.instruction else ""
        head, slash, _ = text.partition("/")
        if slash and images.is_host(head) and "$" not in head and head[0] not in "\"'":
            return Span(self.written.start, self.written.start + len(head))
        return self.reference.name_span.shift(self.written.start) if self.reference and self.is_literal else self.written

    @property
    def tag(self) -> Span:
        """Where the tag is, relative to `at`; the whole name where it has none or does not show where it begins."""
        return self._behind(":", "@")

    @property
    def digest(self) -> Span:
        """Where the digest is, relative to `at`; the whole name where there is none to see."""
        return self._behind("@", "")

    def _behind(self, mark: str, end: str) -> Span:
        """What stands behind the last `mark` of the name as written, variables apart."""
        if self.at is not self.instruction or not self._in_place:
            return self.written if not self.is_literal else self._in(self.resolved or "", mark, end)
        masked = list(self.text)
        for one in references(self.text):
            masked[one.start : one.end] = "x" * (one.end - one.start)
        return self._in("".join(masked), mark, end)

    def _in(self, text: str, mark: str, end: str) -> Span:
        last = text.find(end) if end and end in text else len(text)
        at = text.rfind(mark, 0, last)
        if at <= text.rfind("/", 0, last):
            return self.written
        return Span(self.written.start + at + 1, self.written.start + last)

    @property
    def _in_place(self) -> bool:
        return self.written.end - self.written.start == len(self.text)

    @property
    def span(self) -> Span:
        """Where the name is, relative to `at`."""
        return self.written


def find(document: Document) -> Iterator[ImageUse]:
    """Every use of an image from outside, in order: no stages, no `scratch`, no numbers."""
    for use in document.stage_uses:
        if use.target is None and not use.is_number:
            yield from _use(document, use.instruction, use.stage, use.text, use.span)


def _same(one: ImageReference | None, other: ImageReference) -> bool:
    """Whether two references ask for the same image, digests apart. Source: named contexts in `dockerui/context.go`."""
    return one is not None and (one.registry, one.repository, one.tag or "latest") == (
        other.registry,
        other.repository,
        other.tag or "latest",
    )


def _use(document: Document, instruction: Instruction, stage: Stage, text: str, span: Span) -> Iterator[ImageUse]:
    use = ImageUse(instruction, stage, text, span)
    if use.in_from:
        use.resolved = document.global_scope.resolve(text, document.escape)
        _default(document, use)
    elif "$" in text:
        use.resolved = None
    if use.resolved == "scratch":
        return
    use.reference = images.parse(use.resolved) if use.resolved else None
    yield use


def _default(document: Document, use: ImageUse) -> None:
    """Where the whole name is one variable, it is written as the default of an ARG: that is where it can be changed."""
    name = use.text.strip('"').removeprefix("$")
    variable = document.global_scope.get(name.removeprefix("{").removesuffix("}"))
    if not use.text.strip('"').startswith("$") or variable is None or variable.pair is None or variable.instruction is None:
        return
    word: Word | None = variable.pair.value
    if word is None or variable.value != use.resolved or use.resolved is None or variable.name in document.build_args:
        return
    use.at = variable.instruction
    quoted = word.text[:1] in "\"'" and word.text[1:-1] == use.resolved
    use.written = Span(word.start + quoted, word.end - quoted)
    use.is_literal = quoted or word.text == use.resolved
