"""Keys of labels that mean the same everywhere, and what their values are.

Sources: "Pre-Defined Annotation Keys" in the OCI image specification, with its table of the older label-schema.org keys.
"""

from __future__ import annotations

OCI = "org.opencontainers.image."
LEGACY = "org.label-schema."

TYPES = {
    "created": "rfc3339",
    "url": "url",
    "source": "url",
    "documentation": "url",
    "licenses": "spdx",
    "revision": "hash",
    "version": "text",
}
"""What the value of an OCI key is, behind the prefix. A version need not follow any scheme."""

SUCCESSORS = {
    "build-date": "created",
    "vcs-url": "source",
    "vcs-ref": "revision",
    "name": "title",
    "description": "description",
    "vendor": "vendor",
    "version": "version",
    "url": "url",
    "usage": "documentation",
}
"""The OCI key that took the place of one of label-schema.org's, both behind their prefixes."""

RESERVED = ("com.docker.", "io.docker.", "org.dockerproject.")
"""Where Docker alone may make up keys."""

DOCUMENTED = ("com.docker.compose.", "com.docker.desktop.", "com.docker.extension.", "com.docker.stack.")
"""Keys in there that others are told to set."""

SECURITY = ("securitytxt", "security.txt", "security-txt", "security.contact", "security.policy", "vulnerability.contact")
"""How keys end that name a security policy or somebody to write to."""
