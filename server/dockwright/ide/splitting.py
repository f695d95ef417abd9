"""Part a file with one stage into a build and a runtime stage, where everything in it is understood."""

from __future__ import annotations

from dockwright.data import images
from dockwright.ide.ecosystems import plan
from dockwright.ide.shapes import Shape
from dockwright.model.users import is_devcontainer
from dockwright.patterns import matches
from dockwright.syntax import (
    Add,
    Arg,
    Cmd,
    Copy,
    Entrypoint,
    Env,
    Expose,
    Healthcheck,
    Label,
    Maintainer,
    Run,
    Stopsignal,
    Transfer,
    User,
    Volume,
    Workdir,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.ide.ecosystems import Plan
    from dockwright.model.document import Document
    from dockwright.model.images import ImageReference
    from dockwright.model.stages import Stage
    from dockwright.syntax import Instruction

TITLE = "Split into build and runtime stage"
NAME = "build"
RUNTIME = (Cmd, Entrypoint, Expose, Healthcheck, Label, Maintainer, Stopsignal, User, Volume)
KNOWN = (*RUNTIME, Add, Arg, Copy, Env, Run, Workdir)
_BUILD_ONLY = ("CGO_", "GO", "CARGO_", "RUST", "MAVEN_", "GRADLE_", "PIP_", "POETRY_", "NPM_CONFIG_", "npm_config_", "YARN_", "DEBIAN_")
_SOURCES = (
    *(".", "src", "cmd", "pkg", "internal", "vendor", "crates", "gradle", ".mvn", "*.go", "go.mod", "go.sum", "go.*", "*.rs", "Cargo.*"),
    *("pom.xml", "*.gradle", "*.gradle.kts", "gradle.properties", "gradlew", "mvnw", "*.csproj", "*.fsproj", "*.sln", "*.slnx", "*.props"),
    *("*.targets", "nuget.config", "NuGet.Config", "package.json", "package-lock.json", "package*.json", "*.lock", "pnpm-lock.yaml"),
    *("pnpm-workspace.yaml", ".npmrc", ".yarnrc*", "tsconfig*.json", "*.config.js", "*.config.ts", "*.config.mjs", "requirements*.txt"),
    *("constraints*.txt", "Makefile"),
)
"""Names of what only a build reads."""
_RESOURCES = frozenset(
    (
        *("templates", "template", "static", "public", "assets", "config", "configs", "conf", "migrations", "web", "www", "views", "data"),
        *("locales", "locale", "i18n", "fixtures", "scripts", "certs", "html", "css", "images", "resources", "docs", "sql", "schema", "ui"),
    )
)
"""Folders beside the sources from which programs read at run time."""


def split(document: Document) -> str | None:
    """The text with a build and a runtime stage; None where the file has several stages, or something in it is not understood."""
    shape = _shape(document)
    found = plan(shape) if shape and shape.words else None
    if shape is None or found is None or not shape.is_understood(found.tools, tuple(one for one, _ in found.artefacts)):
        return None
    parts = _parts(shape, found)
    return None if parts is None else _text(shape, found, *parts)


def _shape(document: Document) -> Shape | None:
    """The stage of a file that has one, with nothing in it that is out of the ordinary."""
    stages = document.stages
    if len(stages) != 1 or document.tree.problems or document.has_standard_frontend is False or document.escape != "\\":
        return None
    stage = stages[0]
    image = next(iter(document.images()), None)
    if image is None or not image.in_from or image.reference is None or not image.reference.tag or stage.from_ is None:
        return None
    known = stage.known
    if stage.from_.flags or is_devcontainer(stage) or (known and known.family == "windows"):
        return None
    added = (source for one in stage.all(Add) if isinstance(one, Add) for source in document.sources(one))
    if any(source.needs_add for source in added) or not all(map(_is_ordinary, stage.instructions)):
        return None
    return Shape(document, stage, image, image.reference)


def _is_ordinary(instruction: Instruction) -> bool:
    if not isinstance(instruction, KNOWN) or instruction.onbuild or instruction.parsed.problems:
        return False
    if isinstance(instruction, (Add, Copy)):
        return not instruction.heredocs and not instruction.flag("from") and len(instruction.words) > 1
    return not (isinstance(instruction, Healthcheck) and not instruction.is_none)


def _parts(shape: Shape, found: Plan) -> tuple[list[Instruction], list[Instruction]] | None:
    """What belongs into the build and what into the runtime stage, each in order; None where a USER or a variable is in the way."""
    instructions = shape.stage.instructions
    last = max((one.index for one in instructions if isinstance(one, Run) and one not in shape.users), default=-1)
    user = shape.stage.last(User)
    build: list[Instruction] = []
    run: list[Instruction] = []
    for one in instructions:
        later = one.index > last
        if isinstance(one, User) and not later:
            build.append(one)
            run += [one] if one is user else []
        elif isinstance(one, RUNTIME) or one in shape.users:
            run.append(one)
        elif isinstance(one, (Add, Copy)):
            (build if not later else run).append(one)
            if not later and not _is_source(shape, one, found):
                run.append(one)
        elif isinstance(one, Env):
            build += [one] if not later else []
            run += [] if not later and _is_for_building(one) else [one]
        elif not (isinstance(one, Workdir) and later):
            build.append(one)
    if not _users_fit(shape, found) or not all(_keeps_place(shape, one) for one in run):
        return None
    needed = {use.name for one in run for use in shape.document.uses(one)}
    own = {pair.key.text for one in run if isinstance(one, Env) for pair in one.pairs}
    args = {pair.key.text: one for one in instructions if isinstance(one, Arg) for pair in one.pairs}
    if not needed <= {"PATH", "HOME", *own, *args}:
        return None
    wanted = {id(args[name]) for name in needed if name in args}
    return build, [*(one for one in instructions if id(one) in wanted), *run]


def _keeps_place(shape: Shape, instruction: Instruction) -> bool:
    """Whether a COPY goes to the same place behind the one WORKDIR that the runtime stage has."""
    if not isinstance(instruction, (Add, Copy)) or instruction.words[-1].value.startswith(("/", "$")):
        return True
    place = shape.document.state(instruction).workdir
    return place is not None and (place.value or "").rstrip("/") == shape.workdir.rstrip("/")


def _is_source(shape: Shape, copy: Instruction, found: Plan) -> bool:
    """Whether only the build reads what a COPY brings."""
    if found.runs_sources:
        return all(_is_manifest(word.value) for word in copy.words[:-1])
    assert isinstance(copy, Transfer)
    names = ["" if source.path is None else _name(source.path) for source in shape.document.sources(copy)]
    if all(any(matches(name, pattern) for pattern in _SOURCES) for name in names):
        return True
    target = copy.words[-1].value
    place = shape.document.state(copy).workdir
    folder = (place.value or "" if place else "").rstrip("/")
    is_inside = not target.startswith(("/", "$")) or (folder != "" and f"{target.rstrip('/')}/".startswith(f"{folder}/"))
    return is_inside and (found.is_complete or not any(name in _RESOURCES for name in names)) and all(names)


def _is_manifest(path: str) -> bool:
    return any(matches(_name(path), pattern) for pattern in ("requirements*.txt", "constraints*.txt"))


def _name(path: str) -> str:
    """The last part of a path; `.` for the whole context."""
    return path.rstrip("/").removeprefix("./").rpartition("/")[2] or "."


def _is_for_building(env: Instruction) -> bool:
    return all(pair.key.text.startswith(_BUILD_ONLY) for pair in env.pairs)


def _users_fit(shape: Shape, found: Plan) -> bool:
    """Whether the users that are named exist in the runtime stage, and can be created there."""
    base = images.known(*_place(found.base))
    family = base.family if base else ""
    own = shape.stage.known
    if shape.users and (not own or own.family != family or family not in ("debian", "ubuntu", "alpine")):
        return False
    named = [one for one in shape.stage.all(User) if not one.words or not one.words[0].value.partition(":")[0].isdecimal()]
    ready = {base.ready_user, "nobody", "root"} if base else {"root"}
    return bool(shape.users) or all(one.words and one.words[0].value in ready for one in named)


def _place(image: str) -> tuple[str, str, str]:
    from dockwright.model.images import parse

    reference: ImageReference | None = parse(image)
    return (reference.registry, reference.repository, reference.tag) if reference else ("", "", "")


def _text(shape: Shape, found: Plan, build: list[Instruction], run: list[Instruction]) -> str:
    """The new text: the file without what moves, and the runtime stage behind it."""
    document, stage = shape.document, shape.stage
    newline = document.newline
    lines = [line.removesuffix("\r") for line in document.source.removeprefix("\ufeff").split("\n")]
    stage_name = stage.from_.stage_name.text if stage.from_ and stage.from_.stage_name else NAME
    kept = {id(one) for one in build}
    gone: set[int] = set()
    for one in stage.instructions:
        if id(one) not in kept:
            gone.update(range(_first(document, one), one.end_line + 1))
    out: list[str] = []
    for number, line in enumerate(lines, 1):
        doubled = number - 1 in gone and not line.strip() and out and not out[-1].strip()
        if number in gone or doubled:
            gone.add(number)
        else:
            out.append(line)
        if stage.from_ is not None and number == stage.from_.end_line and not stage.from_.stage_name:
            out[-1] = f"{line.rstrip()} {_cased(stage, 'AS')} {stage_name}"
    while out and not out[-1].strip():
        out.pop()
    if found.last:
        out.append(f"{_cased(stage, 'RUN')} {found.last}")
    out += ["", *_runtime(shape, found, stage_name)]
    for one in run:
        first, written = _first(document, one), lines[one.start_line - 1 : one.end_line]
        if isinstance(one, Add):
            written[0] = written[0].replace(one.keyword, _cased(stage, "COPY"), 1)
        out += [*lines[first - 1 : one.start_line - 1], *written]
    return ("\ufeff" if document.source.startswith("\ufeff") else "") + newline.join(out) + newline


def _runtime(shape: Shape, found: Plan, name: str) -> list[str]:
    """The head of the runtime stage: its image, its working directory, what it takes from the build."""
    out = [f"{_cased(shape.stage, 'FROM')} {found.base}"]
    if shape.workdir:
        out.append(f"{_cased(shape.stage, 'WORKDIR')} {shape.workdir}")
    return [*out, *(f"{_cased(shape.stage, 'COPY')} --from={name} {source} {target}" for source, target in found.artefacts)]


def _first(document: Document, instruction: Instruction) -> int:
    """The line on which an instruction begins, or the comments that belong to it."""
    above = document.comments_above(instruction)
    return above[0].line + 1 if above else instruction.start_line


def _cased(stage: Stage, keyword: str) -> str:
    return keyword.lower() if stage.from_ is not None and stage.from_.keyword.islower() else keyword


__all__ = ["TITLE", "split"]
