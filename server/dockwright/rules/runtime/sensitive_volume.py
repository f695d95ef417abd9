from dockwright.model.paths import is_within, normal
from dockwright.rules import ERROR, Context, Findings, rule
from dockwright.syntax import Volume

WHOLE = frozenset(("/", "/boot", "/dev", "/etc", "/lib", "/proc", "/sys", "/usr"))
KERNEL = ("/proc", "/sys", "/dev")


@rule(
    severity=ERROR,
    aliases=("DKL-DI-0002",),
    refs=("CIS-5.6", "CWE-668"),
    profiles=("security",),
    since="0.1",
)
def sensitive_volume(volume: Volume, ctx: Context) -> Findings:
    """VOLUME on a system directory.

    A volume keeps its files beyond the container, and is often shared. On a
    system directory it freezes the programs of an old image, or hands out what
    belongs to the kernel.

    ```dockerfile
    FROM debian:13
    VOLUME /etc
    #      ^^^^ /etc belongs to the system: make a volume of the data directory alone
    VOLUME ["/var/lib/app", "/sys/fs/cgroup"]
    #                       ^^^^^^^^^^^^^^^^ /sys/fs/cgroup belongs to the system: make a volume of the data directory alone
    ```

    Directories below the others are fine:

    ```dockerfile
    FROM debian:13
    VOLUME /etc/app /usr/share/app
    ```

    See [VOLUME](https://docs.docker.com/reference/dockerfile/#volume).
    """
    for word in volume.words:
        path = ctx.resolve(word)
        if path and path.startswith("/"):
            path = normal(path)
            if path in WHOLE or any(is_within(path, directory) for directory in KERNEL):
                yield ctx.finding(word, f"{path} belongs to the system: make a volume of the data directory alone")
