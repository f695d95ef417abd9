from dockwright.rules import INFO, WARNING, Context, Findings, rule
from dockwright.shell.packages import PackageCommand
from dockwright.shell.requirements import Package

BOOTSTRAP = ("pip", "setuptools", "wheel", "uv")
FROM_FILES = ("-r", "--requirement", "--requirements", "-c", "--constraint", "--constraints", "--group")
FILES = (("pip", "sync"), ("install-all",))


@rule(
    severity=WARNING,
    aliases=("DL3013",),
    refs=("CWE-1357",),
    profiles=("strict", "hadolint"),
    default=False,
    commands=("pip", "uv", "uvx", "pipx"),
    options={"variables": "excuse", "bootstrap": "info", "calls": ()},
    profile_options={"hadolint": {"variables": "count", "bootstrap": "count", "calls": ("pip install", "pipx install")}},
    since="0.1",
)
def unpinned_pip_package(call: PackageCommand, ctx: Context) -> Findings:
    """A Python package installed without a version.

    Tomorrow the same line installs another version: builds that worked break,
    and nobody can tell what an older image contains.

    ```dockerfile
    FROM python:3.13
    RUN pip install flask==3.1.0 gunicorn
    #                            ^^^^^^^^ Python package without a version: write gunicorn==…
    ```

    There is no fix, since the right version is not in the file. Paths, wheels
    and addresses are what they are; requirement and constraint files hold the
    versions elsewhere. Any specifier counts, and so does the commit of a
    repository:

    ```dockerfile
    FROM python:3.13
    RUN pip install -r requirements.txt
    RUN pip install 'django>=5.1,<6' ./local git+https://example.com/app@v1.2
    ```

    `pip install -U pip` is only worth a note: the tools that install are
    better new than pinned.

    The option `calls` narrows the rule to some calls, such as `pip install`.

    See [Requirement specifiers](https://pip.pypa.io/en/stable/reference/requirement-specifiers/).
    """
    if call.action not in ("install", "run") or call.path in FILES or call.arguments.has(*FROM_FILES):
        return
    if not call.is_one_of(ctx.options["calls"]) or call.arguments.has("--no-index"):
        return
    if any(one.kind == "path" and _is_project(one) for one in call.packages):
        return
    for package in call.packages:
        if _is_unpinned(package, ctx):
            known = package.name in BOOTSTRAP and ctx.options["bootstrap"] == "info"
            severity = INFO if known else ctx.severity
            mark = "@" if package.kind == "vcs" else "=="
            yield ctx.finding(package.word, f"Python package without a version: write {package.name}{mark}…", severity=severity)


def _is_project(package: Package) -> bool:
    """`.` and `.[dev]`: the project, whose own metadata has the versions."""
    return package.word.value.partition("[")[0] in (".", "./")


def _is_unpinned(package: Package, ctx: Context) -> bool:
    if package.kind == "variable":
        return ctx.options["variables"] == "count" and "/" not in package.name and not package.version
    return package.kind in ("name", "vcs") and (not package.version or package.version == "latest")
