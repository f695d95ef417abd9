from dockwright.model.frontend import is_older
from dockwright.patterns import pattern
from dockwright.rules import WARNING, Context, Findings, rule
from dockwright.shell.fetches import is_checked
from dockwright.syntax import Add

_COMMIT = pattern(r"[0-9a-f]{40}|[0-9a-f]{64}")
_DIGEST = pattern(r"(?<![0-9a-fA-F])(?:[0-9a-fA-F]{40}|[0-9a-fA-F]{64}|[0-9a-fA-F]{128})(?![0-9a-fA-F])")


@rule(severity=WARNING, aliases=("CIS-DI-0009",), refs=("CIS-4.9", "CIS-4.11", "CWE-494"), profiles=("security", "cis"), since="0.1")
def add_without_checksum(add: Add, ctx: Context) -> Findings:
    """An `ADD` of an address without `--checksum`.

    What the address gives can change from one build to the next, by mistake
    or on purpose, and nobody would notice. With a checksum the builder does.

    ```dockerfile
    FROM debian:13
    ADD https://example.com/app-1.2.tgz /tmp/
    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ nothing says what this has to be: add --checksum=sha256:…
    ADD https://example.com/app.git#v1.2 /src
    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a tag can be moved: name the full commit, or add --checksum
    ```

    A later `RUN` of the stage that compares a checksum is as good, and so are
    an address that holds the digest and a full commit:

    ```dockerfile
    FROM debian:13
    ADD --checksum=sha256:0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9 https://example.com/app.tgz /tmp/
    ADD https://example.com/app.git#0123456789abcdef0123456789abcdef01234567 /src
    ```

    See [ADD --checksum](https://docs.docker.com/reference/dockerfile/#add---checksum).
    """
    if add.flag("checksum"):
        return
    sources = [source for source in ctx.document.sources(add) if source.is_url]
    for source in sources:
        path = source.path or ""
        if source.is_git:
            if not _COMMIT.search(path.partition("#")[2] or path.partition("?")[2]):
                yield ctx.finding(source, "a tag can be moved: name the full commit, or add --checksum")
            continue
        if _DIGEST.search(path) or _is_verified(add, ctx):
            continue
        message = "nothing says what this has to be: add --checksum=sha256:…"
        if is_older(ctx.document, 1, 6):
            message = "nothing says what this has to be: declare frontend 1.6, then add --checksum"
        elif len(sources) > 1:
            message = "nothing says what this has to be: give it an ADD of its own with --checksum"
        yield ctx.finding(source, message)


def _is_verified(add: Add, ctx: Context) -> bool:
    """Whether a later RUN of the stage compares a checksum or verifies a signature."""
    return any(is_checked(command) for run, command in ctx.document.commands(ctx.stage) if run.index > add.index)
