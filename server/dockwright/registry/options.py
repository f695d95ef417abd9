"""How registries are reached, as plain data."""

from __future__ import annotations

import re

from dockwright.text import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

DOCKER_HUB = "docker.io"
DIGEST = re.compile(r"sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}")


class Options(NamedTuple):
    """`mirrors` maps a registry to the host asked first; `insecure` are hosts that may be spoken to without TLS.

    `timeout` is the longest silence in seconds, `total` the longest time for one question, retries and waiting included.
    """

    mirrors: Mapping[str, str] = {}
    insecure: tuple[str, ...] = ()
    timeout: float = 10.0
    total: float = 40.0


def options_of(registry: Mapping[str, Any]) -> Options:
    """The options in the settings of a file."""
    return Options(mirrors=registry.get("mirrors", {}), insecure=tuple(registry.get("insecure", ())))


def endpoint(registry: str) -> str:
    """The host that answers for a registry; Docker Hub's API has another name than its images."""
    return "registry-1.docker.io" if registry == DOCKER_HUB else registry


def hostname(host: str) -> str:
    """A host without its port and without the brackets of an IPv6 address."""
    name = host[1 : host.find("]")] if host.startswith("[") else host.partition(":")[0]
    return name.lower().rstrip(".")


def is_loopback(host: str) -> bool:
    """Whether a host is this machine. Source: such registries are insecure by default in Docker, `registry/config.go`."""
    from ipaddress import ip_address

    name = hostname(host)
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
