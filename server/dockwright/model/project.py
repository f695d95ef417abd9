"""What is known of the project that a Dockerfile belongs to: plain data, which somebody else has read."""

from __future__ import annotations

from dockwright.data.labels import OCI
from dockwright.text import NamedTuple


class Project(NamedTuple):
    """A project as it describes itself, in the words of the OCI's keys; empty is not known.

    `security_txt` is where its `security.txt` is, or whom that names; `security_policy` where its policy can be read.
    """

    title: str = ""
    description: str = ""
    url: str = ""
    source: str = ""
    documentation: str = ""
    licenses: str = ""
    security_txt: str = ""
    security_policy: str = ""

    def label(self, key: str) -> str:
        """The value for one of the OCI's labels, empty where the project does not say."""
        name = key.removeprefix(OCI)
        known = {"title", "description", "url", "source", "documentation", "licenses"}
        value: str = getattr(self, name) if name in known and key.startswith(OCI) else ""
        return value
