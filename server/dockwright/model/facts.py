"""What an image says of itself, and who vouches for it: plain data that a registry gave, asked for by nothing in here."""

from __future__ import annotations

from dockwright.text import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from dockwright.data.images import Image
    from dockwright.model.images import ImageReference
    from dockwright.model.vulnerabilities import Vulnerabilities

VERIFIED, SIGNED, UNSIGNED = "verified", "signed", "unsigned"
WRONG_KEY, WRONG_DIGEST, UNCLEAR = "wrong-key", "wrong-digest", "unclear"


class Facts(NamedTuple):
    """`digest` is that of all platforms together, `digests` those of each; what follows `created` is of one of them.

    `size` is what is pulled, in bytes. Empty is not said; an empty `user` is root, an empty `workdir` is `/`.
    """

    digest: str
    platforms: tuple[str, ...]
    digests: tuple[str, ...]
    created: str
    user: str
    env: tuple[tuple[str, str], ...]
    shell: tuple[str, ...]
    entrypoint: tuple[str, ...]
    cmd: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]
    size: int
    workdir: str

    @property
    def is_windows(self) -> bool:
        """Whether it is an image for Windows."""
        return bool(self.platforms) and all(one.startswith("windows") for one in self.platforms)


class Signature(NamedTuple):
    """What became of looking for a signature. `detail` says whose it is, or why nobody can tell.

    `verified`: by a key or an identity that is trusted. `signed`: there is one, and nothing says by whom it should be.
    `unsigned`. `wrong-key`: by nobody who is trusted. `wrong-digest`: made for another image. `unclear`.
    `pattern` is the one under which it is configured who is trusted; empty where nothing is.
    """

    verdict: str
    detail: str = ""
    pattern: str = ""


class Trust(NamedTuple):
    """Who is trusted to sign the images that a pattern covers: paths of public keys, and identities vouched for by issuers.

    A `*` in an identity stands for anything.
    """

    pattern: str
    keys: tuple[str, ...] = ()
    identities: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()


class Told(NamedTuple):
    """What is known of an image. `vulnerabilities` is what a scanner says of it, if one was asked.

    `facts` are those of the image as it is named; `now`, where it is named with a digest
    and the tag has moved, those of what the tag names now."""

    facts: Facts | None = None
    now: Facts | None = None
    signature: Signature | None = None
    vulnerabilities: Vulnerabilities | None = None


if TYPE_CHECKING:
    Teller = Callable[[ImageReference, str], Told | None]
    """Tells what is known of an image for a platform, such as `linux/arm64`, or for no platform in particular."""


def corrected(image: Image | None, said: Facts) -> Image:
    """What the shipped tables know about an image, put right by what it says of itself."""
    from dockwright.data.images import UNKNOWN

    image = image or UNKNOWN
    names = tuple(name for name, _ in said.env if name != "PATH")
    if said.is_windows:
        image = image._replace(family="windows", can_add_users=False)
    return image._replace(user=said.user, env=names, env_complete=True, workdir=said.workdir.removesuffix("/"))
