from dockwright.rules import INFO, WARNING, Context, Findings, rule
from dockwright.shell.modes import Mode, identities, modes
from dockwright.shell.nodes import Command
from dockwright.syntax import Transfer


@rule(
    severity=WARNING,
    aliases=("CIS-DI-0008",),
    refs=("CIS-4.8", "CWE-250", "OWASP-4"),
    profiles=("security", "cis"),
    commands=("chmod", "install", "mkdir", "setcap"),
    since="0.1",
)
def setuid_bit(node: Command | Transfer, ctx: Context) -> Findings:
    """A setuid or setgid bit, or a file capability.

    A program with one of them has its owner's rights, mostly root's, whoever
    starts it. A mistake in it makes every user of the container root, and a
    `USER` does not help.

    ```dockerfile
    FROM debian:13
    RUN chmod u+s /usr/bin/app
    #         ^^^ this runs as its owner, whoever starts it: do without the setuid bit
    COPY --chmod=2755 app /usr/bin/
    #            ^^^^ this runs as its group, whoever starts it: do without the setgid bit
    RUN setcap cap_net_raw+ep /usr/bin/app
    #          ^^^^^^^^^^^^^^ whoever starts this has a capability: give it to the container instead
    ```

    Taking the bits away is what CIS recommends. For a directory that the same
    RUN makes, setgid only hands on the group, which is an `info`, and so is
    the capability to open a low port.

    ```dockerfile
    FROM debian:13
    RUN chmod u-s /bin/su && find / -perm /6000 -exec chmod a-s {} +
    ```

    See [CIS Docker Benchmark, 4.8](https://www.cisecurity.org/benchmark/docker).
    """
    if isinstance(node, Transfer):
        flag = node.flag("chmod")
        if flag and flag.value and any(identities(flag.value)):
            yield ctx.finding(flag.value_span, _message(flag.value))
    elif node.name == "setcap" and not node.arguments.has("-v", "-r", "-n"):
        granted = node.arguments.operands[0] if node.arguments.operands else None
        if granted is not None and granted.value.startswith(("cap_", "CAP_", "all", "=")) and granted.value not in ("=", "all="):
            names = granted.value.lower().partition("=")[0].partition("+")[0]
            severity = INFO if names == "cap_net_bind_service" else ""
            yield ctx.finding(granted, "whoever starts this has a capability: give it to the container instead", severity=severity)
    else:
        for mode in modes(node):
            if any(identities(mode.text)):
                yield ctx.finding(mode.span, _message(mode.text), severity=INFO if _is_shared_directory(mode, ctx) else "")


def _message(mode: str) -> str:
    who, bit = ("owner", "setuid") if identities(mode)[0] else ("group", "setgid")
    return f"this runs as its {who}, whoever starts it: do without the {bit} bit"


def _is_shared_directory(mode: Mode, ctx: Context) -> bool:
    """Whether a directory that the RUN makes hands on its group to what will be in it."""
    if identities(mode.text)[0]:
        return False
    if mode.command.name == "mkdir" or (mode.command.name == "install" and mode.command.arguments.has("-d", "--directory")):
        return True
    made = {word.value for one in ctx.script.commands[:500] if one.name == "mkdir" for word in one.arguments.operands}
    return bool(mode.paths) and made.issuperset(mode.paths)
