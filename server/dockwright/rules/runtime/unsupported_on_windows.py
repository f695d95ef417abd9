from dockwright.model.shells import is_windows
from dockwright.rules import ERROR, UNSAFE, WARNING, Context, Findings, rule
from dockwright.syntax import Add, Copy, Run, Stopsignal
from dockwright.syntax.mounts import mounts

MOUNTS = ("bind", "cache")
"""What the Windows worker of BuildKit mounts, since 0.20."""


@rule(
    severity=WARNING,
    fix=UNSAFE,
    since="0.1",
)
def unsupported_on_windows(instruction: Copy | Add | Run | Stopsignal, ctx: Context) -> Findings:
    """A flag or instruction that does nothing on Windows.

    Windows containers know no owners and modes of Unix, no signals, and no
    sandbox for a single RUN.

    ```dockerfile
    FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
    COPY --chown=app app.exe /app/
    #    ^^^^^^^^^^^ --chown does nothing on Windows: remove it, and use icacls
    ```

    ```dockerfile fixed
    FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
    COPY app.exe /app/
    ```

    The fix deletes the flag, and is unsafe, since somebody wanted what it says.
    Mounts of secrets, ssh agents and tmpfs make the build fail there, which is
    an error. Other mounts work:

    ```dockerfile
    FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
    RUN --mount=type=cache,target=C:/cache build.cmd
    ```

    See [Windows containers](https://docs.docker.com/build/building/multi-platform/).
    """
    if not is_windows(ctx.stage):
        return
    if isinstance(instruction, Stopsignal):
        yield ctx.finding(instruction.keyword, "STOPSIGNAL does nothing on Windows: remove it")
        return
    for flag in instruction.flags:
        advice = "remove it, and use icacls" if flag.name in ("chown", "chmod") else "remove it"
        if flag.name in ("chown", "chmod", "network", "security"):
            fix = ctx.fix(f"Remove --{flag.name}", ctx.delete_word(flag))
            yield ctx.finding(flag, f"--{flag.name} does nothing on Windows: {advice}", fix)
    for mount in mounts(instruction) if isinstance(instruction, Run) else ():
        if mount.type not in MOUNTS:
            message = f"a mount of type {mount.type} fails on Windows: pass the file another way"
            yield ctx.finding(mount.flag, message, severity=ERROR)
