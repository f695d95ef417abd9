"""What a build produces and what can run it, for the kinds of project whose Dockerfiles are alike enough to tell.

Each function reads the shape of a stage and gives a plan, or None where anything is not understood.
"""

from __future__ import annotations

from posixpath import basename, dirname

from dockwright.data.images import canonical
from dockwright.data.lifecycle import newest
from dockwright.data.slimmer import smaller
from dockwright.shell.builds import compiles, is_compiler
from dockwright.text import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from dockwright.ide.shapes import Shape

CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
OUTPUTS = frozenset(("dist", "build", "out", ".output"))
JRE = ("8", "11", "17", "21", "25")
_DISTROLESS = "gcr.io/distroless"
_ON_PATH = ("/usr/local/bin", "/usr/bin", "/bin")


class Plan(NamedTuple):
    """How a stage can be parted.

    `base` is the image of the runtime stage, `artefacts` are what it takes from the build: from, to. `tools` are the commands of the
    ecosystem. `last` is a RUN to add to the build. `runs_sources`: what is copied from the context is what runs. `is_complete`: what is
    built holds everything that belongs to the sources.
    """

    base: str
    artefacts: tuple[tuple[str, str], ...]
    tools: tuple[str, ...]
    last: str = ""
    runs_sources: bool = False
    is_complete: bool = False


def plan(shape: Shape) -> Plan | None:
    """The plan for a stage, by the image it is FROM."""
    name = canonical(shape.reference.registry, shape.reference.repository)
    make = MAKERS.get(name)
    return make(shape) if make else None


def _same(path: str) -> tuple[str, str]:
    return path, path


def _native(shape: Shape, static: bool, kind: str) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """The image that runs a compiled program, and what else that needs; `kind` is the distroless image for one that links to libraries."""
    for word in shape.tag.split("-"):
        if word.startswith("alpine"):
            release = word.removeprefix("alpine") or newest("alpine", shape.today)
            return (f"alpine:{release}", ()) if release else None
    if "windowsservercore" in shape.tag or "nanoserver" in shape.tag:
        return None
    old = any(word in ("buster", "bullseye", "bookworm", "stretch") for word in shape.tag.split("-"))
    if shape.needs_shell:
        return f"debian:{'bookworm' if old else 'trixie'}-slim", (_same(CERTIFICATES),)
    return f"{_DISTROLESS}/{'static' if static else kind}-debian{12 if old else 13}:nonroot", ()


def go(shape: Shape) -> Plan | None:
    """Go: the binary that is started."""
    built = [one for one in shape.commands if compiles(one.command).startswith("go ")]
    target = shape.program
    found, static = None, False
    for one in built:
        out = one.command.arguments.value("-o")
        named = bool(out) and not (out or "").endswith("/")
        if compiles(one.command) == "go install":
            found = _installed(shape, "/go/bin") or found
        elif target and target == (one.path(out or "") if named else f"{one.path(out or '.')}/{basename(target)}"):
            found, static = _same(target), one.variable("CGO_ENABLED") == "0"
    base = _native(shape, static, "base")
    if not found or base is None or (not static and shape.installs_headers):
        return None
    return Plan(base[0], (found, *base[1]), ("go", "strip", "upx"))


def rust(shape: Shape) -> Plan | None:
    """Rust: the binary that is started, below `target` or installed."""
    built = {compiles(one.command) for one in shape.commands}
    target, found = shape.program, None
    if "cargo install" in built:
        found = _installed(shape, "/usr/local/cargo/bin")
    elif "cargo build" in built and target and "/release/" in target:
        found = _same(target)
    base = _native(shape, False, "cc")
    if not found or base is None or shape.installs_headers or (shape.needs_shell and not base[0].startswith("alpine")):
        return None
    return Plan(base[0], (found, *base[1]), ("cargo", "rustup", "strip"))


def _installed(shape: Shape, folder: str) -> tuple[str, str] | None:
    """A program that the toolchain has put into its own folder, which is not on the PATH of another image."""
    word = shape.words[0]
    if "/" not in word:
        return f"{folder}/{word}", f"/usr/local/bin/{word}"
    return _same(word) if dirname(word) == folder else None


def node(shape: Shape) -> Plan | None:
    """Node.js with a build script: the output, the packages and the manifest."""
    builds = [one for one in shape.commands if compiles(one.command).partition(" ")[0] in ("npm", "yarn", "pnpm")]
    script = next((word for word in shape.words[1:] if not word.startswith("-")), "")
    path = shape.absolute(script)
    if not builds or shape.words[0] != "node" or not path or not shape.workdir or shape.workdir == "/":
        return None
    folder = path.removeprefix(f"{shape.workdir}/").partition("/")[0]
    if folder not in OUTPUTS or path == f"{shape.workdir}/{folder}":
        return None
    base = shape.reference.text.partition("@")[0]
    if not {"alpine", "slim"} & {word.rstrip("0123456789.") for word in shape.tag.split("-")}:
        found = smaller(shape.reference.registry, shape.reference.repository, shape.tag)
        base = f"{shape.reference.name}:{found.slim}" if found and found.slim else ""
    manager = compiles(builds[0].command).partition(" ")[0]
    last = {"npm": "npm prune --omit=dev", "pnpm": "pnpm prune --prod"}.get(manager, "")
    artefacts = tuple(_same(f"{shape.workdir}/{name}") for name in ("package.json", "node_modules", folder))
    tools = ("npm", "npx", "yarn", "pnpm", "corepack", "node")
    return Plan(base, artefacts, tools, last) if base and shape.is_literal else None


def java(shape: Shape) -> Plan | None:
    """Java with Maven or Gradle: the archive that is started, on a JRE of the same version."""
    if shape.words[0] != "java" or "-jar" not in shape.words[:-1] or not shape.is_literal:
        return None
    archive = shape.absolute(shape.words[shape.words.index("-jar") + 1])
    built = any(compiles(one.command).partition(" ")[0] in ("mvn", "mvnw", "gradle", "gradlew") for one in shape.commands)
    version = _java_version(shape)
    if not built or not archive or "*" in archive or not archive.endswith((".jar", ".war")) or version not in JRE:
        return None
    if not any(part in archive for part in ("/target/", "/build/libs/")) and not shape.is_written(archive):
        return None
    variant = "-alpine" if "alpine" in shape.tag else ""
    return Plan(
        f"eclipse-temurin:{version}-jre{variant}", (_same(archive),), ("mvn", "./mvnw", "gradle", "./gradlew", "java"), is_complete=True
    )


def _java_version(shape: Shape) -> str:
    """The version of Java that a tag names: of `21-jdk`, `3.9-eclipse-temurin-21`, `8-jdk21`."""
    words = shape.tag.split("-")
    if shape.reference.repository.endswith(("/maven", "/gradle")):
        words = [word.removeprefix("jdk") for word in words[1:]]
    return next((word.partition(".")[0].partition("_")[0] for word in words if word[:1].isdigit()), "")


def dotnet(shape: Shape) -> Plan | None:
    """.NET: the folder that was published, on the ASP.NET runtime of the same version."""
    words = shape.words
    path = shape.absolute(words[1]) if len(words) > 1 and words[0] == "dotnet" else ""
    published = [one for one in shape.commands if compiles(one.command) == "dotnet publish"]
    if not path.endswith(".dll") or not published or not shape.is_literal:
        return None
    outputs = [one.path(out) for one in published if (out := one.command.arguments.value("-o", "--output")) is not None]
    folder = dirname(path)
    if folder not in outputs and not (not outputs and folder.endswith("/publish")):
        return None
    number, *rest = shape.tag.split("-")
    number = ".".join(number.split(".")[:2])
    base = f"{shape.reference.name.removesuffix('sdk')}aspnet:{'-'.join((number, *rest))}"
    return Plan(base, (_same(folder),), ("dotnet",), is_complete=True)


def python(shape: Shape) -> Plan | None:
    """Python with pip: the installed packages; the sources are what runs."""
    words = [word.rstrip("0123456789.") for word in shape.tag.split("-")[1:]]
    number = shape.tag.partition("-")[0].split(".")
    is_slim = "slim" in words or "alpine" in words
    compilers = any(is_compiler(name) for name in shape.installed)
    if len(number) < 2 or not number[1].isdecimal() or not shape.is_literal or (is_slim and not compilers):
        return None
    installs = [one for one in shape.commands if one.command.package and one.command.package.family == "pip"]
    if not installs or shape.installs_headers or any(one.command.arguments.has("--user", "--target", "-t", "-e") for one in installs):
        return None
    found = smaller(shape.reference.registry, shape.reference.repository, shape.tag)
    base = shape.reference.text.partition("@")[0] if is_slim else f"{shape.reference.name}:{found.slim}" if found and found.slim else ""
    venv = next((one.path(one.command.args[2].value) for one in shape.commands if _makes_venv(one.command.args)), "")
    packages = (venv,) if venv else (f"/usr/local/lib/python{number[0]}.{number[1]}/site-packages", "/usr/local/bin")
    return Plan(base, tuple(map(_same, packages)), ("pip", "pip3", "python", "python3"), runs_sources=True) if base else None


def _makes_venv(args: list) -> bool:  # type: ignore[type-arg]
    return len(args) == 3 and [word.value for word in args[:2]] == ["-m", "venv"]


MAKERS: dict[str, Callable[[Shape], Plan | None]] = {
    "golang": go,
    "rust": rust,
    "node": node,
    "maven": java,
    "gradle": java,
    "eclipse-temurin": java,
    "openjdk": java,
    "mcr.microsoft.com/dotnet/sdk": dotnet,
    "python": python,
}
"""By the name that `images.canonical` gives."""

__all__ = ["CERTIFICATES", "Plan", "plan"]
