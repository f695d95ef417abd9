from dockwright.rules import SAFE, WARNING, Context, Findings, rule
from dockwright.shell.packages import PackageCommand

GET = frozenset(
    ("install", "update", "remove", "purge", "autoremove", "autoclean", "clean", "upgrade", "source", "build-dep", "download", "changelog")
    + ("full-upgrade", "dist-upgrade", "reinstall")
)
CACHE = frozenset(("show", "search", "policy", "depends", "rdepends"))
OTHER_NAMES = {"full-upgrade": "dist-upgrade", "reinstall": "install"}


@rule(
    severity=WARNING,
    fix=SAFE,
    aliases=("DL3027", "CKV_DOCKER_9"),
    refs=("CWE-758",),
    profiles=("hadolint",),
    commands=("apt",),
    since="0.1",
)
def apt_instead_of_apt_get(call: PackageCommand, ctx: Context) -> Findings:
    """`apt`, the interactive front end, in a script.

    `apt` is made for people at a terminal: its manual says that what it prints
    and how it behaves may change between versions. Scripts use `apt-get` and
    `apt-cache`.

    ```dockerfile
    FROM debian:12
    RUN apt update && apt install -y curl
    #   ^^^ `apt` is for people at a terminal: use apt-get
    #                 ^^^ `apt` is for people at a terminal: use apt-get
    ```

    ```dockerfile fixed
    FROM debian:12
    RUN apt-get update && apt-get install -y curl
    ```

    The fix is safe: both run the same code. `show`, `search`, `policy` and
    `depends` become `apt-cache`; `list` and `edit-sources` have no counterpart
    and no fix.

    See `man apt`, "Script usage and differences from other apt tools".
    """
    verb = call.path[0] if call.path else ""
    tool = "apt-cache" if verb in CACHE else "apt-get"
    fix = None
    if call.verb and verb in GET | CACHE:
        edits = [ctx.edit_word(call.word, call.word.value.removesuffix("apt") + tool)]
        if verb in OTHER_NAMES:
            edits.append(ctx.edit_word(call.verb, OTHER_NAMES[verb]))
        if verb == "reinstall":
            edits.append(ctx.word_after(call.verb, "--reinstall"))
        fix = ctx.fix(f"Replace apt with {tool}", *edits)
    yield ctx.finding(call.word, f"`apt` is for people at a terminal: use {tool}", fix)
