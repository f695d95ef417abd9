from dockwright.model.manifests import is_named
from dockwright.rules import INFO, WARNING, Context, Findings, rule
from dockwright.shell.packages import PackageCommand
from dockwright.shell.requirements import Package

FLOATING = ("latest", "upgrade", "patch", "none", "master", "main", "HEAD")
STANDARD = ("std", "cmd", "all", "tool")


@rule(
    severity=WARNING,
    aliases=("DL3062",),
    refs=("CWE-1357",),
    profiles=("strict", "hadolint"),
    default=False,
    commands=("go",),
    options={"variables": "excuse"},
    profile_options={"hadolint": {"variables": "count"}},
    since="0.1",
)
def unpinned_go_package(call: PackageCommand, ctx: Context) -> Findings:
    """`go install`, `go get` or `go run` of a module without a version.

    Without a version, or with `@latest`, tomorrow's build gets another one.

    ```dockerfile
    FROM golang:1.24
    RUN go install golang.org/x/tools/gopls@latest
    #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Go package without a version: write golang.org/x/tools/gopls@v…
    ```

    There is no fix, since the right version is not in the file. Paths are the
    project's own; the standard library comes with the compiler:

    ```dockerfile
    FROM golang:1.24
    RUN go install ./cmd/app && go install std && go run main.go
    RUN go install example.com/tool@v1.2.3
    ```

    Where a `go.mod` was copied before, that decides the version of a package
    without one, so it is only worth a note.

    See [Module queries](https://go.dev/ref/mod#version-queries).
    """
    for package in call.packages if call.action in ("install", "run") else ():
        if _is_unpinned(package, ctx):
            in_module = not package.version and is_named(ctx.document, ctx.instruction, "go.mod")
            message = f"Go package without a version: write {package.name}@v…"
            yield ctx.finding(package.word, message, severity=INFO if in_module else ctx.severity)


def _is_unpinned(package: Package, ctx: Context) -> bool:
    if package.kind == "variable":
        return ctx.options["variables"] == "count" and "@" not in package.name
    if package.kind != "name" or package.name in STANDARD:
        return False
    return not package.version or package.version in FLOATING
