from dockwright.rules import INFO, Context, Findings, rule
from dockwright.shell.packages import PackageCommand

VERBS = {
    "cargo": (("install",), ("binstall",)),
    "composer": (("require",), ("req",), ("r",), ("global", "require")),
    "dotnet": (("tool", "install"), ("add", "package")),
    "conda": (("install",), ("create",)),
    "luarocks": (("install",),),
    "cpan": ((),),
    "pecl": (("install",),),
    "bundle": (("add",),),
    "choco": (("install",),),
}
VERSIONS = {
    "cargo": ("--version", "--vers", "--rev", "--tag", "--path"),
    "dotnet": ("--version", "-v"),
    "bundle": ("--version", "-v", "--ref"),
    "choco": ("--version",),
    "conda": ("-f", "--file", "--clone"),
}
EXAMPLES = {
    "conda": "=",
    "composer": ":",
    "pecl": "-",
    "luarocks": " ",
    "dotnet": " --version ",
    "bundle": " --version ",
    "choco": " --version ",
}


@rule(
    severity=INFO,
    refs=("CWE-1357",),
    profiles=("strict",),
    default=False,
    commands=("cargo", "composer", "composer.phar", "dotnet", "conda", "mamba", "micromamba", "luarocks", "cpanm", "cpan", "pecl")
    + ("bundle", "choco"),
    since="0.1",
)
def unpinned_tool(call: PackageCommand, ctx: Context) -> Findings:
    """A tool from another language manager without a version.

    What cargo, composer, conda, dotnet, luarocks, cpanm, pecl and their kin
    install without a version is another one tomorrow.

    ```dockerfile
    FROM rust:1.84
    RUN cargo install cargo-chef@0.1.68 sccache
    #                                   ^^^^^^^ sccache without a version: write sccache@…
    ```

    There is no fix, since the right version is not in the file. A version as an
    option, the commit of a repository and an environment file all do:

    ```dockerfile
    FROM rust:1.84
    RUN cargo install sccache --version 0.9.1
    RUN cargo install --git https://git.example.com/tool.git --rev 1a2b3c4
    RUN conda install --file environment.txt && conda install numpy=2.2
    ```

    See [cargo install](https://doc.rust-lang.org/cargo/commands/cargo-install.html) and the manuals of the other tools.
    """
    if call.path not in VERBS.get(call.family, ()) or call.arguments.has(*VERSIONS.get(call.family, ())):
        return
    packages = call.packages[:1] if call.family == "luarocks" else call.packages
    if call.family == "luarocks" and len(call.packages) > 1:
        return
    mark = EXAMPLES.get(call.family, "@")
    for package in packages:
        if package.kind == "name" and not package.version:
            yield ctx.finding(package.word, f"{package.name} without a version: write {package.name}{mark}…")
