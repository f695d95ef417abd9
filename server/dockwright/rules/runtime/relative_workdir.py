from dockwright.findings import Fix
from dockwright.model.paths import is_absolute
from dockwright.rules import UNSAFE, WARNING, Context, Findings, rule
from dockwright.syntax import Word, Workdir
from dockwright.text import Span


@rule(
    severity=WARNING,
    fix=UNSAFE,
    aliases=("DL3000", "WorkdirRelativePath", "DS-0009", "CKV_DOCKER_10", "WORKDIR_IS_NOT_ABSOLUTE"),
    refs=("CWE-665",),
    profiles=("hadolint", "buildkit"),
    options={"every": False, "like_buildkit": False},
    profile_options={"hadolint": {"every": True}, "buildkit": {"like_buildkit": True}},
    since="0.1",
)
def relative_workdir(workdir: Workdir, ctx: Context) -> Findings:
    """A relative WORKDIR with no absolute one before it.

    The path is added to the working directory of the base image, which is not
    written here and changes when the image does.

    ```dockerfile
    FROM debian:13
    WORKDIR app
    #       ^^^ where `app` is depends on the base image: write an absolute path
    ```

    ```dockerfile fixed
    FROM debian:13
    WORKDIR /app
    ```

    The fix puts the working directory of the base image in front, or `/` where
    that is not known. It is unsafe for that reason.

    Behind another WORKDIR a relative one is fine, unless the option `every` is
    set, as the hadolint profile does. A variable that only a build can know
    may hold an absolute path.

    ```dockerfile
    FROM debian:13
    WORKDIR /srv
    WORKDIR app
    WORKDIR $HOME/app
    ```

    The option `like-buildkit` takes variables that nobody set for empty, and
    drive letters for names unless the build is for Windows.

    See [WORKDIR](https://docs.docker.com/reference/dockerfile/#workdir).
    """
    word = workdir.value
    if word is None or workdir.onbuild:
        return
    written = word.text.strip("\"'")
    path = ctx.resolve(word)
    if ctx.options["like_buildkit"]:
        path = ctx.document.scope(workdir).evaluate(word.text, workdir.parsed.escape)
        absolute = is_absolute(path) if (ctx.document.platform or "").startswith("windows") else path.startswith("/")
    else:
        absolute = is_absolute(written if path is None else path) or (path is None and written.startswith("$"))
    if absolute:
        return
    before = ctx.document.state(workdir).workdir
    if before is None or ctx.options["every"]:
        known = ctx.stage.known
        base = before.value if before else known.workdir if known else ""
        message = f"where `{path or written}` is depends on the base image: write an absolute path"
        yield ctx.finding(word, message, _fix(word, base or "", ctx) if written[:1].isalnum() or written[:2] == "./" else None)


def _fix(word: Word, base: str, ctx: Context) -> Fix:
    quote = word.text[0] in "\"'"
    dots = 2 if word.text[quote:].startswith("./") else 0
    start = word.start + quote
    return ctx.replace(Span(start, start + dots), f"{base.rstrip('/')}/", "Write an absolute path")
