"""What is asked of registries about the images of files before their rules run, and the answers, at hand while they do."""

from __future__ import annotations

from dockwright.model import platforms
from dockwright.model.facts import Told
from dockwright.registry.errors import RegistryError
from dockwright.text import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dockwright.model.document import Document
    from dockwright.model.images import ImageReference
    from dockwright.model.uses import ImageUse
    from dockwright.registry.resolver import Resolver
    from dockwright.settings import Settings

    Call = Callable[[], None]

JOBS = 8
SIGNATURE_RULE = "unsigned-base-image"
SCAN_RULE = "vulnerable-base-image"
CONTEXT_RULE = "unpinned-digest"
NO_NAME = "only a build can know which image this is: give its variables a default, or --build-arg"


class Question(NamedTuple):
    """What is asked about an image, for a platform or for none in particular; with `signed` also who vouches for it.

    With `scanned` also what a scanner says about it, which may take minutes.
    """

    image: ImageReference
    platform: str
    signed: bool = False
    scanned: bool = False

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What decides about the answer."""
        return key_of(self.image, self.platform)


def key_of(image: ImageReference, platform: str) -> tuple[str, str, str, str, str]:
    """The same key for references to the same image."""
    read = platforms.parse(platform) if platform else None
    name = "/".join(part for part in read if part) if read else ""
    return image.registry, image.repository, image.tag or ("" if image.digest else "latest"), image.digest, name


class Answers:
    """What is known of images; small and picklable, for it goes to every process. `problems`: why something is not known."""

    __slots__ = ("problems", "told")

    def __init__(self) -> None:
        self.told: dict[tuple[str, str, str, str, str], Told] = {}
        self.problems: dict[tuple[str, str, str, str, str], tuple[str, ...]] = {}

    def tell(self, image: ImageReference, platform: str) -> Told | None:
        """What is known of an image, without waiting."""
        return self.told.get(key_of(image, platform))

    def ask(self, question: Question, resolver: Resolver) -> None:
        """Find out what there is to know of an image, and keep it."""
        told, problems = answer(question, resolver)
        earlier = self.told.get(question.key)
        if earlier is not None and not question.scanned:
            told = told._replace(vulnerabilities=earlier.vulnerabilities)
        self.told[question.key], self.problems[question.key] = told, problems


def uses(document: Document, settings: Settings) -> list[ImageUse]:
    """The images of a file that come from a registry: none that a build context of a name takes the place of."""
    contexts = settings.options.get(CONTEXT_RULE, {}).get("named_contexts", ())
    return [use for use in document.images() if not use.is_context(contexts)]


def questions(document: Document, settings: Settings) -> Iterator[Question]:
    """What is to be asked about the images of a file."""
    on = {row.name for row in settings.rows()}
    signed = bool(settings.trust) or SIGNATURE_RULE in on
    for use in uses(document, settings):
        if use.reference is not None:
            yield Question(use.reference, use.platform, signed, SCAN_RULE in on and use.in_from)


def unnamed(document: Document, settings: Settings) -> Iterator[tuple[ImageUse, str]]:
    """The images about which nothing can be asked, and why."""
    for use in uses(document, settings):
        if use.reference is None and use.resolved is None:
            yield use, f"{use.text}: {NO_NAME}"


def answer(question: Question, resolver: Resolver) -> tuple[Told, tuple[str, ...]]:
    """What is known of an image, as far as there is an answer, and why there is none to the rest."""
    image, platform = question.image, key_of(question.image, question.platform)[-1]
    problems: dict[str, None] = {}
    told = Told()
    try:
        current = resolver.digest(image) if image.tag or not image.digest else image.digest
    except RegistryError as error:
        current = image.digest
        problems[error.message] = None
    digest = image.digest or current
    try:
        if digest:
            told = told._replace(facts=resolver.facts(image, digest, platform))
        if current != digest:
            now = resolver.facts(image, current, platform)
            told = told._replace(now=None if digest in now.digests else now)
    except RegistryError as error:
        problems[error.message] = None
    try:
        if digest and question.signed:
            told = told._replace(signature=resolver.signature(image, digest))
    except RegistryError as error:
        problems[error.message] = None
    try:
        if digest and question.scanned:
            told = told._replace(vulnerabilities=resolver.vulnerabilities(image, digest, platform))
    except RegistryError as error:
        problems[error.message] = None
    return told, tuple(problems)


def run_all(calls: Sequence[Call], jobs: int, step: Call, resolvers: Sequence[Resolver]) -> None:
    """Make calls, so many at a time; `step` is called after each. The resolvers are closed in the end, also by Ctrl-C."""
    from concurrent.futures import ThreadPoolExecutor, as_completed

    pool = ThreadPoolExecutor(jobs, "registry")
    try:
        for future in as_completed([pool.submit(call) for call in calls]):
            future.result()
            step()
    finally:
        for resolver in resolvers:
            resolver.close()
        pool.shutdown(wait=False, cancel_futures=True)
