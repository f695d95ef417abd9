"""Installs that take what they install from a manifest, and what belongs to the manifest."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.shell.nodes import Command

_NODE = ("install", "i", "ci", "clean-install", "")
VERBS: dict[str, tuple[str, ...]] = {
    "npm": ("install", "i", "ci", "clean-install"),
    "yarn": _NODE,
    "pnpm": _NODE[:-1],
    "bun": _NODE[:-1],
    "go": ("mod download",),
    "bundle": ("", "install", "i"),
    "composer": ("install", "i"),
    "cargo": ("fetch",),
    "dotnet": ("restore",),
    "poetry": ("install", "sync"),
    "uv": ("sync",),
    "pipenv": ("install", "sync"),
}
MANIFESTS = {
    "npm": "package.json and package-lock.json",
    "yarn": "package.json and yarn.lock",
    "pnpm": "package.json and pnpm-lock.yaml",
    "bun": "package.json and bun.lock",
    "go": "go.mod and go.sum",
    "bundle": "Gemfile and Gemfile.lock",
    "composer": "composer.json and composer.lock",
    "cargo": "Cargo.toml and Cargo.lock",
    "dotnet": "the project files",
    "poetry": "pyproject.toml and poetry.lock",
    "uv": "pyproject.toml and uv.lock",
    "pipenv": "Pipfile and Pipfile.lock",
    "maven": "pom.xml",
}
WORKSPACES = ("-w", "--workspace", "--workspaces", "-F", "--filter", "-r", "--recursive")


def installs(command: Command) -> tuple[str, str] | None:
    """The ecosystem of an install from a manifest, and the files to copy for it; None for any other command."""
    if command.name in ("mvn", "mvnw", "./mvnw"):
        goals = [word.value for word in command.args]
        return ("maven", MANIFESTS["maven"]) if any(goal.startswith("dependency:") for goal in goals) else None
    call = command.package
    if call is None or call.arguments.has("-g", "--global"):
        return None
    if call.family in ("pip", "uv") and call.path in (("install",), ("pip", "install")):
        option = call.arguments.get("-r", "--requirement", "--requirements")
        if option is None or not option.value:
            return None
        return "pip", option.value.rpartition("/")[2] if option.value.startswith("/") else option.value
    if " ".join(call.path) not in VERBS.get(call.family, ()) or call.packages or (call.action == "" and not call.path):
        return None
    return None if call.arguments.has(*WORKSPACES) else (call.family, MANIFESTS[call.family])
