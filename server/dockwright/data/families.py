"""What every image of a distribution family has in common: its shell, its own users, how it makes a new one.

A *flavour* is a family as an image ships it: `rhel-minimal` is the `rhel` family without
dnf and shadow-utils. Sources: the Dockerfiles and documentation of the distributions'
own images; `docs.docker.com` (scratch), `github.com/GoogleContainerTools/distroless`,
`edu.chainguard.dev` (BusyBox tools in Wolfi), `learn.microsoft.com` (Windows accounts),
issues 28 and 83 of `amazonlinux/container-images`, 14904 of `openSUSE/open-build-service`,
12694 of `goharbor/harbor` (Photon) and 202 of `felipecrs/docker-images` (Debian without adduser).
"""

from __future__ import annotations

from dockwright.text import NamedTuple


class Flavour(NamedTuple):
    """A distribution as an image ships it.

    `tools` are those of curl, wget and nc that it has, None where that is not known.
    `can_add_users` says whether the commands of `create_user` are there; `user` is who it runs as, "" being root.
    """

    family: str
    sh: str
    has_bash: bool | None
    can_add_users: bool
    tools: tuple[str, ...] | None
    lists_removed: bool = False
    has_shell: bool = True
    user: str = ""


FLAVOURS = {
    "debian": Flavour("debian", "dash", True, True, (), lists_removed=True),
    "ubuntu": Flavour("ubuntu", "dash", True, True, (), lists_removed=True),
    "alpine": Flavour("alpine", "ash", False, True, ("nc", "wget")),
    "busybox": Flavour("busybox", "ash", False, True, ("nc", "wget")),
    "wolfi": Flavour("wolfi", "ash", None, True, None),
    "wolfi-distroless": Flavour("wolfi", "none", False, False, (), has_shell=False),
    "rhel": Flavour("rhel", "bash", True, True, ("curl",)),
    # UBI 9 has shadow-utils in some of its minimal releases, not in all.
    "rhel-minimal": Flavour("rhel", "bash", True, False, None),
    "rhel-micro": Flavour("rhel", "bash", True, False, ()),
    "fedora": Flavour("fedora", "bash", True, True, ("curl",)),
    "fedora-minimal": Flavour("fedora", "bash", True, False, None),
    "amazon": Flavour("amazon", "bash", True, False, ("curl",)),
    "suse": Flavour("suse", "bash", True, True, None),
    "arch": Flavour("arch", "bash", True, True, ("curl",)),
    "photon": Flavour("photon", "bash", True, False, None),
    "azurelinux": Flavour("azurelinux", "bash", True, False, None),
    "nix": Flavour("nix", "bash", True, False, None),
    "distroless": Flavour("distroless", "none", False, False, (), has_shell=False),
    # The shell of a debug image is /busybox/sh; there is no /bin/sh for the shell form.
    "distroless-debug": Flavour("distroless", "none", False, False, ("nc", "wget")),
    "scratch": Flavour("scratch", "none", False, False, (), has_shell=False),
    "servercore": Flavour("windows", "cmd", False, False, None, user="ContainerAdministrator"),
    "nanoserver": Flavour("windows", "cmd", False, False, None, user="ContainerUser"),
    "": Flavour("", "", None, False, None),
}

FAMILIES = frozenset(flavour.family for flavour in FLAVOURS.values())

_DEBIAN = (
    *("root", "daemon", "bin", "sys", "sync", "games", "man", "lp", "mail", "news", "uucp"),
    *("proxy", "www-data", "backup", "list", "irc", "gnats", "_apt", "nobody"),
)
# Releases before 3.20 also had accounts that were since dropped; naming one that is gone is left to the build.
_ALPINE = (
    *("root", "bin", "daemon", "adm", "lp", "sync", "shutdown", "halt", "mail", "news", "uucp", "operator", "man"),
    *("postmaster", "cron", "ftp", "sshd", "at", "squid", "xfs", "games", "postgres", "cyrus", "vpopmail", "ntp"),
    *("smmsp", "guest", "nobody"),
)
_USERS = {
    "debian": _DEBIAN,
    "ubuntu": _DEBIAN,
    "alpine": _ALPINE,
    "busybox": ("root", "daemon", "bin", "sys", "sync", "mail", "www-data", "operator", "nobody"),
    "distroless": ("root", "nobody"),
    "scratch": (),
}

_SHADOW = "groupadd --system {0} && useradd --system --gid {0} --no-create-home --shell {1} {0}"
_BUSYBOX = "addgroup -S {0} && adduser -S -D -H -G {0} {0}"
_CREATE = {
    "debian": (_SHADOW, "/usr/sbin/nologin"),
    "ubuntu": (_SHADOW, "/usr/sbin/nologin"),
    "rhel": (_SHADOW, "/sbin/nologin"),
    "fedora": (_SHADOW, "/sbin/nologin"),
    "suse": (_SHADOW, "/sbin/nologin"),
    "arch": (_SHADOW, "/usr/bin/nologin"),
    "alpine": (_BUSYBOX, ""),
    "busybox": (_BUSYBOX, ""),
    "wolfi": (_BUSYBOX, ""),
}


def create_user(family: str, name: str) -> str | None:
    """The shell command that creates an unprivileged system user and its group; None where the family ships no such tool.

    It holds for the family's full image. `Image.can_add_users` tells a minimal one, which needs its package first.
    """
    if family not in _CREATE:
        return None
    command, shell = _CREATE[family]
    return command.format(name, shell)


def numeric_user(family: str) -> int | None:
    """The user id to advise where no user can be created by name; None on Windows, which has names only.

    65532 is what distroless and Chainguard call nonroot; 10001 lies above what distributions give out.
    """
    if family == "windows":
        return None
    return 65532 if family in ("distroless", "scratch", "wolfi") else 10001


def distribution_users(family: str) -> tuple[str, ...] | None:
    """The users every image of a family has; None where that is not known."""
    return _USERS.get(family)


__all__ = ["FAMILIES", "FLAVOURS", "Flavour", "create_user", "distribution_users", "numeric_user"]
