"""Images that are to carry a digest: where they are named, which digest they have, which they should have."""

from __future__ import annotations

from functools import partial

from dockwright import engine
from dockwright.model import images
from dockwright.registry.errors import RegistryError
from dockwright.registry.gathering import run_all
from dockwright.settings import Settings
from dockwright.text import Edit, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dockwright.findings import Finding
    from dockwright.model.document import Document
    from dockwright.model.images import ImageReference
    from dockwright.model.uses import ImageUse
    from dockwright.registry.resolver import Resolver

PINNED, UPDATED, CURRENT, UNPINNED, STALE, BY_HAND, FAILED = "pinned", "updated", "current", "unpinned", "stale", "by-hand", "failed"
PIN, UPDATE, CHECK = "pin", "update", "check"
RULE = "unpinned-digest"
BY_HAND_MESSAGE = "the name is put together from variables: write the digest by hand"


class Pin:
    """An image named at `span`. `status` is what it came to, `digest` what the tag has now, `previous` what was written.

    `version` is the tag that takes the place of `latest`, where one was asked for. `change` tells what is new in an
    image whose tag has moved, `message` why something could not be done.
    """

    __slots__ = ("change", "digest", "message", "previous", "reference", "span", "status", "version")

    def __init__(self, span: Span, reference: ImageReference, status: str) -> None:
        self.span = span
        self.reference = reference
        self.status = status
        self.previous = reference.digest
        self.digest = reference.digest
        self.version = ""
        self.change = ""
        self.message = ""

    @property
    def name(self) -> str:
        """The reference without its digest."""
        text = self.reference.text
        return text[: -len(self.reference.digest) - 1] if self.reference.digest else text


def collect(document: Document, settings: Settings) -> list[Pin]:
    """Every image of a file that is, or is to be, pinned, in order; what an ignore comment or an option excepts is left out."""
    pins = {pin.span: pin for pin in (*_syntax(document), *_pinned(document, settings), *_unpinned(document, settings))}
    return sorted(pins.values(), key=lambda pin: pin.span)


def _unpinned(document: Document, settings: Settings) -> Iterator[Pin]:
    """What the rule finds, whether or not the settings switch it on: who pins has asked for it."""
    alone = Settings(select=(RULE,), options=settings.options, build_args=settings.build_args, target=settings.target)
    for finding in engine.check_document(document, alone).findings:
        use = _use(document, finding)
        if use is not None and use.reference is not None:
            pin = Pin(finding.span, use.reference, UNPINNED if finding.fix else BY_HAND)
            pin.message = "" if finding.fix else BY_HAND_MESSAGE
            yield pin


def _pinned(document: Document, settings: Settings) -> Iterator[Pin]:
    contexts = settings.options.get(RULE, {}).get("named_contexts", ())
    for use in document.images():
        reference = use.reference
        if reference and reference.digest and use.is_literal and not use.is_context(contexts):
            yield Pin(use.written.shift(use.at.start), reference, CURRENT)


def _syntax(document: Document) -> Iterator[Pin]:
    """The image of the frontend: the first word of the directive's value. Source: `dockerui/config.go` splits it at a blank."""
    for one in document.directives:
        name = one.value.split(None, 1)[0] if one.value.strip() else ""
        reference = images.parse(name)
        if one.name == "syntax" and not one.indented and reference is not None:
            start = one.value_span.start + one.value.index(name)
            yield Pin(Span(start, start + len(name)), reference, CURRENT if reference.digest else UNPINNED)
            return


def _use(document: Document, finding: Finding) -> ImageUse | None:
    return next((use for use in document.images() if use.written.shift(use.at.start) == finding.span), None)


def settle(pin: Pin, mode: str, resolver: Resolver, versions: bool = False) -> None:
    """Ask what has to be asked about an image, and say what it comes to. Nothing is asked to see that an image is not pinned.

    With `versions`, `latest` becomes the version that it is now.
    """
    ask = pin.status == UNPINNED and mode != CHECK
    renew = pin.status == CURRENT and mode != PIN and pin.reference.tag
    if not ask and not renew:
        return
    try:
        pin.digest = resolver.digest(pin.reference)
        if versions and ask and pin.reference.tag in ("", "latest"):
            pin.version = resolver.version(pin.reference)
    except RegistryError as error:
        pin.status, pin.message = FAILED, error.message
        return
    if ask:
        pin.status = PINNED
    elif pin.digest != pin.previous:
        pin.status = UPDATED if mode == UPDATE else STALE
        pin.change = _change(pin, resolver) if mode == UPDATE else ""


def settle_all(pins: Sequence[tuple[Pin, Resolver]], mode: str, jobs: int, step: Callable[[], None], versions: bool = False) -> None:
    """Settle many images, so many at a time; `step` is called after each."""
    calls = [partial(settle, pin, mode, resolver, versions) for pin, resolver in pins]
    run_all(calls, jobs, step, [resolver for _, resolver in pins])


def _change(pin: Pin, resolver: Resolver) -> str:
    """What is new in a tag that has moved, as far as the registry still has the image it was."""
    try:
        before, after = resolver.facts(pin.reference, pin.previous), resolver.facts(pin.reference, pin.digest)
    except RegistryError:
        return ""
    told = []
    if before.created[:10] != after.created[:10]:
        told.append(f"created {before.created[:10] or 'some day'}, now {after.created[:10] or 'some day'}")
    gone = [name for name in before.platforms if name not in after.platforms]
    new = [name for name in after.platforms if name not in before.platforms]
    told += [f"without {', '.join(gone)}"] if gone else []
    told += [f"with {', '.join(new)}"] if new else []
    if before.user != after.user:
        told.append(f"user {before.user or 'root'}, now {after.user or 'root'}")
    return "; ".join(told)


def edit(pin: Pin) -> Edit | None:
    """What a settled image changes in the file."""
    if pin.status not in (PINNED, UPDATED):
        return None
    return Edit(pin.span, f"{pin.reference.name}:{pin.version or pin.reference.tag or 'latest'}@{pin.digest}")
