from dockwright.rules import WARNING, Context, Findings, rule
from dockwright.shell.packages import PackageCommand


@rule(
    severity=WARNING,
    aliases=("DL3028",),
    refs=("CWE-1357",),
    profiles=("strict", "hadolint"),
    default=False,
    commands=("gem",),
    options={"variables": "excuse"},
    profile_options={"hadolint": {"variables": "count"}},
    since="0.1",
)
def unpinned_gem(call: PackageCommand, ctx: Context) -> Findings:
    """A gem installed without a version.

    Tomorrow the same line installs another version, and nobody can tell what an
    older image contains.

    ```dockerfile
    FROM ruby:3.4
    RUN gem install rake:13.2.1 rails
    #                           ^^^^^ gem without a version: write rails:…
    ```

    There is no fix, since the right version is not in the file. `--version`
    holds for everything that is named, and a file is what it is:

    ```dockerfile
    FROM ruby:3.4
    RUN gem install rails --version 8.0.1
    RUN gem install ./tool-1.0.gem
    ```

    See [gem install](https://guides.rubygems.org/command-reference/#gem-install).
    """
    if call.action != "install" or call.arguments.has("-v", "--version", "-g", "--file"):
        return
    for package in call.packages:
        counts = package.kind == "name" or (package.kind == "variable" and ctx.options["variables"] == "count")
        if counts and not package.version:
            yield ctx.finding(package.word, f"gem without a version: write {package.name}:…")
