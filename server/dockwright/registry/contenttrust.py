"""Docker Content Trust, which Docker has retired: recognised, so that nobody takes it for a signature that is verified.

Source: the Notary v1 service: `_trust/tuf/targets.json` lists tags with the digests that were signed.
"""

from __future__ import annotations

import json
import os
import re
from base64 import b64decode

from dockwright.registry.errors import RegistryError
from dockwright.registry.options import DOCKER_HUB

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.model.images import ImageReference
    from dockwright.registry.client import Client

ROLES = ("targets", "targets/releases")
LIMIT = 4 << 20


def is_signed(client: Client, image: ImageReference, digest: str) -> bool:
    """Whether a tag of that digest was signed in this way. Only those who have set the variables of Docker's client are asked for."""
    server = os.environ.get("DOCKER_CONTENT_TRUST_SERVER", "")
    if not server and (os.environ.get("DOCKER_CONTENT_TRUST", "") not in ("1", "true") or image.registry != DOCKER_HUB):
        return False
    host = re.sub("^https?://", "", server or "https://notary.docker.io").strip("/")
    name = f"{image.registry}/{image.repository}"
    return any(digest in _targets(client, host, name, role) for role in ROLES)


def _targets(client: Client, host: str, name: str, role: str) -> set[str]:
    try:
        answer = client.fetch(host, name, f"_trust/tuf/{role}.json", LIMIT)
        targets = json.loads(answer)["signed"]["targets"]
        return {f"sha256:{b64decode(one['hashes']['sha256']).hex()}" for one in targets.values()}
    except (RegistryError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return set()
