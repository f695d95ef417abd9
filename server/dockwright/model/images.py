"""Image references: `[registry/]repository[:tag][@digest]`.

Source: the grammar of `github.com/distribution/reference`, with Docker Hub's short names.
"""

from __future__ import annotations

from dockwright.patterns import ASCII, pattern
from dockwright.text import NamedTuple, Span

_PART = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
_HOST = r"(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?"
_REFERENCE = pattern(
    f"(?:({_HOST})/)?({_PART}(?:/{_PART})*)"
    r"(?::([\w][\w.-]{0,127}))?(?:@([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?",
    ASCII,
)


class ImageReference(NamedTuple):
    """A parsed reference. The spans count from the start of the reference; `tag` and `digest` are empty where absent.

    `registry` and `repository` are complete: `alpine` is `docker.io` and `library/alpine`. `name` is as written.
    """

    text: str
    registry: str
    repository: str
    name: str
    tag: str
    digest: str

    @property
    def name_span(self) -> Span:
        """Everything before the tag."""
        return Span(0, len(self.name))

    @property
    def tag_span(self) -> Span:
        """The tag without its colon; where there is none, the end of the name."""
        start = len(self.name) + bool(self.tag)
        return Span(start, start + len(self.tag))

    @property
    def digest_span(self) -> Span:
        """The digest without its `@`; where there is none, the end."""
        return Span(len(self.text) - len(self.digest), len(self.text))


def is_host(text: str) -> bool:
    """Whether the first part of a path names a registry rather than a namespace on Docker Hub."""
    return "." in text or ":" in text or text == "localhost" or text.lower() != text


def covers(pattern: str, registry: str, repository: str) -> bool:
    """Whether an entry of a list covers an image: a host, or a host and the beginning of a path, with `*` at either end."""
    host, slash, path = pattern.partition("/")
    if host.lower() in ("hub.docker.com", "index.docker.io"):
        host = "docker.io"
    if slash and not f"{repository}/".startswith(path.rstrip("*/") + ("" if path.endswith("*") else "/")):
        return False
    if host.startswith("*"):
        return registry.endswith(host[1:].lower())
    return registry.startswith(host[:-1].lower()) if host.endswith("*") else registry == host.lower()


def parse(text: str) -> ImageReference | None:
    """Read a reference; None where it is none, as with capitals in the path or an empty tag."""
    match = _REFERENCE.fullmatch(text)
    if match is None:
        return None
    host, path, tag, digest = match.groups()
    if host and not is_host(host):
        host, path = None, f"{host}/{path}"
    name = f"{host}/{path}" if host else path
    registry = "docker.io" if host in (None, "index.docker.io", "docker.io", "registry-1.docker.io") else host
    if registry == "docker.io" and "/" not in path:
        path = f"library/{path}"
    return ImageReference(text, registry, path, name, tag or "", digest or "")
