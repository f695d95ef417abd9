"""Commands that compile, and packages that hold compilers or what only compiling needs."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.shell.nodes import Command

_JVM = ("package", "install", "verify", "compile", "deploy")
_GRADLE = ("build", "assemble", "jar", "bootJar", "shadowJar", "installDist", "distZip", "distTar", "fatJar", "war", "bootWar")
_SCRIPT = ("build", "compile", "dist", "bundle")
VERBS: dict[str, tuple[str, ...]] = {
    "go": ("build", "install"),
    "cargo": ("build", "install", "b"),
    "mvn": _JVM,
    "mvnw": _JVM,
    "gradle": _GRADLE,
    "gradlew": _GRADLE,
    "dotnet": ("publish", "build"),
    "msbuild": ("",),
    "sbt": ("assembly", "stage", "package", "compile", "dist"),
    "lein": ("uberjar", "compile"),
    "swift": ("build",),
    "stack": ("build", "install"),
    "cabal": ("build", "install", "v2-build", "v2-install"),
    "zig": ("build",),
    "crystal": ("build",),
    "shards": ("build",),
    "mix": ("release", "compile"),
    "ng": ("build",),
    "vite": ("build",),
    "next": ("build",),
    "tsc": ("",),
    "webpack": ("",),
    **dict.fromkeys(("gcc", "g++", "cc", "c++", "clang", "clang++", "rustc", "javac", "ghc"), ("",)),
}
"""The words that make a tool compile; "" for one that always does."""
SCRIPTS = frozenset(("npm", "yarn", "pnpm", "bun"))
RUNNERS = frozenset(("npx", "bunx", "pnpx"))
LOOKED_AT = frozenset((*VERBS, *SCRIPTS, *RUNNERS, "./mvnw", "./gradlew"))
"""The names of all commands that may compile."""
_QUESTIONS = frozenset(("--version", "-v", "-V", "--help", "-version", "version", "help", "-dumpversion", "-dumpmachine"))

_COMPILERS = frozenset(
    (
        *("gcc", "g++", "cc", "clang", "gfortran", "build-essential", "build-base", "gcc-c++", "base-devel", "rustc", "cargo", "golang"),
        *("golang-go", "go", "default-jdk", "default-jdk-headless", "maven", "gradle", "development tools", "dpkg-dev", "gcc-gfortran"),
    )
)
_ENDINGS = ("-dev", "-devel")
# Its library is preloaded by the name that only this package has.
_NEEDED = frozenset(("libjemalloc-dev",))


def compiles(command: Command) -> str:
    """What a command is called that compiles, such as `go build`; "" for one that does not."""
    name = command.name.removeprefix("./")
    words = [word.value for word in command.args]
    if name in RUNNERS and words:
        name, words = words[0], words[1:]
    if name in SCRIPTS:
        return _script(name, words)
    verbs = VERBS.get(name)
    if verbs is None or not _QUESTIONS.isdisjoint(words):
        return ""
    if verbs == ("",):
        return name
    found = next((word for word in words if word.rpartition(":")[2] in verbs), "")
    return f"{name} {found}" if found else ""


def _script(name: str, words: list[str]) -> str:
    """The script of a `package.json` that builds, by its name."""
    plain = [word for word in words if not word.startswith("-")]
    run = plain[:1] in (["run"], ["run-script"])
    script = plain[1:2] if run else plain[:1]
    if not script or (not run and name == "npm") or script[0].partition(":")[0] not in _SCRIPT:
        return ""
    return f"{name} run {script[0]}" if run else f"{name} {script[0]}"


def is_header(package: str) -> bool:
    """Whether a system package holds what compiling against a library needs."""
    return package.lower().partition(":")[0].endswith(_ENDINGS) and package not in _COMPILERS


def is_compiler(package: str) -> bool:
    """Whether a system package is a compiler, or holds headers that only compiling needs."""
    name = package.lower().partition(":")[0]
    return name not in _NEEDED and (name in _COMPILERS or name.endswith(_ENDINGS) or _numbered(name))


def _numbered(name: str) -> bool:
    """Whether a name is that of a compiler with its version: `gcc-12`, `openjdk-17-jdk-headless`, `java-17-openjdk-devel`."""
    head, _, rest = name.partition("-")
    if head in ("gcc", "g++", "clang", "golang"):
        return rest.replace(".", "").isdecimal()
    return name.startswith("openjdk") and ("-jdk" in name or name.removeprefix("openjdk").isdecimal())
