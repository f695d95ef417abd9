from dockwright.model.paths import is_within, joined, normal
from dockwright.rules import ERROR, WARNING, Context, Findings, rule
from dockwright.syntax import Workdir

KERNEL = ("/proc", "/sys", "/dev", "/boot", "/lost+found", "/initrd")
SYSTEM = ("/etc", "/bin", "/sbin", "/lib", "/usr/bin")


@rule(
    severity=ERROR,
    aliases=("DS-0030", "DKL-DI-0002"),
    refs=("CWE-668",),
    profiles=("security",),
    since="0.1",
)
def sensitive_workdir(workdir: Workdir, ctx: Context) -> Findings:
    """WORKDIR inside a kernel or system directory.

    The directories of the kernel are mounted into a container, and what is
    there belongs to the host or is gone at run time. A working directory below
    `/proc/self/fd` was a way out of the container (CVE-2024-21626).

    ```dockerfile
    FROM debian:13
    WORKDIR /proc/self/fd/8
    #       ^^^^^^^^^^^^^^^ this leads out of the container: use a directory of the application
    WORKDIR /sys/fs/cgroup
    #       ^^^^^^^^^^^^^^ /sys belongs to the kernel: use a directory of the application
    ```

    System directories such as `/etc` or `/usr/bin` are reported as a warning.
    What only looks like one of them is fine:

    ```dockerfile
    FROM debian:13
    WORKDIR /dev-tools
    WORKDIR /etc/app
    ```

    See [WORKDIR](https://docs.docker.com/reference/dockerfile/#workdir).
    """
    word = workdir.value
    before = ctx.document.state(workdir).workdir
    written = ctx.resolve(word) if word else None
    path = joined(before.value if before else "/", written) if written else None
    if word is None or not path:
        return
    kernel = next((directory for directory in KERNEL if is_within(path, directory)), None)
    if is_within(path, "/proc") and "/fd/" in path:
        yield ctx.finding(word, "this leads out of the container: use a directory of the application")
    elif kernel:
        yield ctx.finding(word, f"{kernel} belongs to the kernel: use a directory of the application")
    elif normal(path) in SYSTEM:
        yield ctx.finding(word, "this directory belongs to the system: use one of the application", severity=WARNING)
