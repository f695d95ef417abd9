from dockwright.model.paths import is_within, joined
from dockwright.model.users import is_root, is_started
from dockwright.rules import INFO, Context, Findings, rule
from dockwright.syntax import Transfer

PROGRAMS = frozenset(("bin", "sbin", "etc", "opt", "lib", "libexec"))
DATA = frozenset(("data", "tmp", "cache", ".cache", "log", "logs", "uploads", "upload", "var", "run", "storage", "state", "work", "media"))


@rule(severity=INFO, refs=("CWE-282",), profiles=("strict", "security"), default=False, since="0.1")
def copy_owned_by_user(transfer: Transfer, ctx: Context) -> Findings:
    """Program files that belong to the user that runs them.

    Whoever takes over the program can then change it, and what it is told to
    do, for the next start. Files that only have to be read can stay root's.

    ```dockerfile
    FROM python:3.13
    WORKDIR /app
    COPY --chown=app:app . .
    #            ^^^^^^^ what runs as this user can change its own program: leave these files to root
    USER app
    CMD ["python", "app.py"]
    ```

    The rule is off by default, since Docker's manual does the same. What the
    program has to write is fine:

    ```dockerfile
    FROM python:3.13
    COPY --chown=app data /app/data
    COPY app.py /app/
    USER app
    CMD ["python", "/app/app.py"]
    ```

    See [COPY --chown](https://docs.docker.com/reference/dockerfile/#copy---chown---chmod).
    """
    flag = transfer.flag("chown")
    if flag is None or not flag.value or transfer.onbuild or transfer.destination is None:
        return
    stage = ctx.stage
    end = stage.end
    owner = flag.value.partition(":")[0]
    if end.user is None or (end.user.value or "").partition(":")[0] != owner or is_root(owner) or not is_started(stage):
        return
    before, target = ctx.document.state(transfer).workdir, ctx.resolve(transfer.destination)
    path = joined(before.value if before else "/", target) if target is not None else None
    if path is None:
        return
    parts = {part for part in path.split("/") if part}
    home = end.workdir.value if end.workdir else None
    if parts.isdisjoint(DATA) and (
        not parts.isdisjoint(PROGRAMS) or (home and home != "/" and (is_within(path, home) or is_within(home, path)))
    ):
        yield ctx.finding(flag.value_span, "what runs as this user can change its own program: leave these files to root")
