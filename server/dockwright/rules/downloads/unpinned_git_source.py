from dockwright.rules import INFO, Context, Findings, rule
from dockwright.shell.fetches import clone_url, is_version, pins_clone
from dockwright.shell.nodes import Command
from dockwright.syntax import Add


@rule(
    severity=INFO,
    refs=("CWE-494", "CWE-1357"),
    profiles=("strict", "security"),
    default=False,
    commands=("git",),
    since="0.1",
)
def unpinned_git_source(node: Command | Add, ctx: Context) -> Findings:
    """A git repository taken as it is today.

    A branch moves: the same Dockerfile builds something else tomorrow, and
    whoever may push decides what. Name a tag, or better a commit.

    ```dockerfile
    FROM debian:13
    RUN git clone https://example.com/app.git
    #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is whatever the branch is that day: check out a tag or a commit
    ADD https://example.com/app.git#main /src
    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is whatever the branch is that day: name a tag or a commit
    ```

    A reference with a digit in it is taken for a version, and so is one that
    only a build knows:

    ```dockerfile
    FROM debian:13
    RUN git clone --branch v1.2.3 https://example.com/app.git
    RUN git clone https://example.com/app.git && cd app && git checkout $COMMIT
    ADD https://example.com/app.git#v1.2.3 /src
    ```

    See [ADD from Git repositories](https://docs.docker.com/reference/dockerfile/#adding-files-from-a-git-repository).
    """
    if isinstance(node, Add):
        for source in ctx.document.sources(node) if not node.flag("checksum") else ():
            if source.is_git and not is_version(_reference(source.path or "")):
                yield ctx.finding(source, "this is whatever the branch is that day: name a tag or a commit")
        return
    url = clone_url(node)
    if url is None or ("://" not in url.value and "@" not in url.value) or node.arguments.has("--revision"):
        return
    branch = node.arguments.value("-b", "--branch")
    if branch and is_version(branch):
        return
    later = [*ctx.later(node), *(command for run, command in ctx.document.commands(ctx.stage) if run.index > ctx.instruction.index)]
    if not any(pins_clone(command) for command in later):
        yield ctx.finding(url, "this is whatever the branch is that day: check out a tag or a commit")


def _reference(path: str) -> str:
    """The branch, tag or commit of a git source: behind `#` up to a colon, or in the query."""
    address, _, fragment = path.partition("#")
    for part in address.partition("?")[2].split("&"):
        name, _, value = part.partition("=")
        if name in ("ref", "branch", "tag", "commit", "checksum"):
            return value
    return fragment.partition(":")[0]
