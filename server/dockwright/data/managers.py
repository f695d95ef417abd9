"""Which package managers a distribution brings."""

from __future__ import annotations

MANAGERS: dict[str, frozenset[str]] = {
    "debian": frozenset(("apt-get", "apt", "aptitude", "dpkg")),
    "ubuntu": frozenset(("apt-get", "apt", "aptitude", "dpkg")),
    "alpine": frozenset(("apk",)),
    "wolfi": frozenset(("apk",)),
    "rhel": frozenset(("yum", "dnf", "microdnf", "rpm")),
    "fedora": frozenset(("yum", "dnf", "dnf5", "microdnf", "rpm")),
    "amazon": frozenset(("yum", "dnf", "microdnf", "rpm")),
    "photon": frozenset(("tdnf", "yum", "rpm")),
    "azurelinux": frozenset(("tdnf", "yum", "dnf", "rpm")),
    "suse": frozenset(("zypper", "rpm")),
    "arch": frozenset(("pacman",)),
    "busybox": frozenset(),
    "distroless": frozenset(),
}
"""Family to what its images have. Families that are not listed may have anything."""

EVERY = frozenset(("apt-get", "apt", "aptitude", "apk", "yum", "dnf", "dnf5", "microdnf", "tdnf", "zypper", "pacman"))
"""The managers of distributions."""

USUAL = {
    "debian": "apt-get", "ubuntu": "apt-get", "alpine": "apk", "wolfi": "apk", "rhel": "dnf", "fedora": "dnf", "amazon": "dnf",
    "photon": "tdnf", "azurelinux": "tdnf", "suse": "zypper", "arch": "pacman",
}  # fmt: skip
"""The one to use."""

PACKAGES = {
    "apt-get": ("apt", "apt-get"), "apk": ("apk", "apk-tools"), "pacman": ("pacman", "pacman-package-manager"), "dnf": ("dnf", "dnf5"),
    "yum": ("yum", "dnf"), "zypper": ("zypper", "libzypp"),
}  # fmt: skip
"""What one installs to get a manager, where that is not its own name alone."""
