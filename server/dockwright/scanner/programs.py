"""The scanners we know: where they are, and how each is told to report on an image. Sources: their manuals."""

from __future__ import annotations

import os

from dockwright.text import NamedTuple


class Program(NamedTuple):
    """A scanner. `arguments` come before the image, `platform` is its option for one; `statuses` are those that come with a report."""

    name: str
    executable: str
    arguments: tuple[str, ...]
    platform: str = "--platform"
    statuses: tuple[int, ...] = (0,)
    plugin: str = ""

    def command(self, path: str, reference: str, platform: str) -> list[str]:
        """The words of the command that scans an image."""
        chosen = [self.platform, platform] if platform else []
        return [path, *self.arguments, *chosen, reference]


PROGRAMS = (
    Program("trivy", "trivy", ("image", "--quiet", "--format", "json", "--scanners", "vuln")),
    Program("grype", "grype", ("--quiet", "--output", "json")),
    Program("docker-scout", "docker", ("scout", "cves", "--format", "sarif"), statuses=(0, 2), plugin="docker-scout"),
    Program("snyk", "snyk", ("container", "test", "--json"), statuses=(0, 1)),
)
"""In the order in which they are looked for."""
_PLUGINS = (
    "~/.docker/cli-plugins",
    "/usr/local/lib/docker/cli-plugins",
    "/usr/local/libexec/docker/cli-plugins",
    "/usr/lib/docker/cli-plugins",
    "/usr/libexec/docker/cli-plugins",
)
"""Where Docker looks for its plugins."""


def located(program: Program) -> str | None:
    """Where a scanner is, if it is on the path; of a plugin of Docker, where Docker is. Nothing below the working directory counts."""
    from shutil import which

    path = which(program.executable)
    if path is None or not os.path.isabs(path):
        return None
    if not program.plugin:
        return path
    folders = [os.path.expanduser(folder) for folder in _PLUGINS]
    if os.environ.get("DOCKER_CONFIG"):
        folders.insert(0, os.path.join(os.environ["DOCKER_CONFIG"], "cli-plugins"))
    suffix = ".exe" if os.name == "nt" else ""
    return path if any(os.access(os.path.join(folder, program.plugin + suffix), os.X_OK) for folder in folders) else None
