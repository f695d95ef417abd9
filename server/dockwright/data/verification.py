"""Switches that turn off what makes a download trustworthy: the check of TLS certificates, and that of package signatures.

Sources: the manual pages of the tools. The ids are Checkov's. Names are in lower case; a value is a set of the
texts that turn the check off, ANY for every text but the empty one.
"""

from __future__ import annotations

FALSE = frozenset(("false", "0", "no", "off", "none", "disable", "disabled"))
TRUE = frozenset(("true", "1", "yes", "on", "enable", "enabled"))
ANY: frozenset[str] = frozenset()
NEVER = frozenset(("never",))
ZERO = frozenset(("0",))

TLS_OPTIONS: dict[str, tuple[str, str]] = {
    "curl": ("-k --insecure --proxy-insecure --doh-insecure", "CKV2_DOCKER_2"),
    "wget": ("--no-check-certificate", "CKV2_DOCKER_3"),
    "pip": ("--trusted-host", "CKV2_DOCKER_4"),
    "uv": ("--allow-insecure-host --trusted-host", "CKV2_DOCKER_4"),
    "apk": ("--no-check-certificate", ""),
    "conda": ("-k --insecure", ""),
    "helm": ("--insecure-skip-tls-verify", ""),
    "kubectl": ("--insecure-skip-tls-verify", ""),
    "oc": ("--insecure-skip-tls-verify", ""),
    "aws": ("--no-verify-ssl", ""),
    "rclone": ("--no-check-certificate", ""),
    "hg": ("--insecure", ""),
    "deno": ("--unsafely-ignore-certificate-errors", ""),
    "crane": ("--insecure", ""),
    "oras": ("--insecure", ""),
    "invoke-webrequest": ("-skipcertificatecheck", ""),
    "invoke-restmethod": ("-skipcertificatecheck", ""),
    "iwr": ("-skipcertificatecheck", ""),
    "irm": ("-skipcertificatecheck", ""),
}
"""Options by tool."""
TLS_VALUES: dict[str, tuple[str, str]] = {
    "npm": ("--strict-ssl", "CKV2_DOCKER_13"),
    "yarn": ("--strict-ssl", "CKV2_DOCKER_13"),
    "pnpm": ("--strict-ssl", "CKV2_DOCKER_13"),
    "aria2c": ("--check-certificate", ""),
    "skopeo": ("--tls-verify --src-tls-verify --dest-tls-verify", ""),
    "podman": ("--tls-verify", ""),
    "buildah": ("--tls-verify", ""),
    "http": ("--verify", ""),
    "https": ("--verify", ""),
}
"""Options that turn it off with a value for no."""
TLS_SETTINGS: dict[str, tuple[frozenset[str], str]] = {
    "strict-ssl": (FALSE, "CKV2_DOCKER_13"),
    "enablestrictssl": (FALSE, "CKV2_DOCKER_13"),
    "sslverify": (FALSE, "CKV2_DOCKER_15"),
    "verify-peer": (FALSE, ""),
    "verify-host": (FALSE, ""),
    "ssl_verify": (FALSE, ""),
    "ssl_verify_mode": (FALSE, ""),
    "check_certificate": (FALSE, ""),
    "disable-tls": (TRUE, ""),
    "trusted-host": (ANY, "CKV2_DOCKER_4"),
}
"""Settings in configuration files and of `config set`, by the last part of their names."""
TLS_VARIABLES: dict[str, tuple[frozenset[str], str]] = {
    "pythonhttpsverify": (ZERO, "CKV2_DOCKER_5"),
    "node_tls_reject_unauthorized": (ZERO, "CKV2_DOCKER_6"),
    "npm_config_strict_ssl": (FALSE, "CKV2_DOCKER_12"),
    "yarn_enable_strict_ssl": (FALSE, "CKV2_DOCKER_12"),
    "yarn_strict_ssl": (FALSE, "CKV2_DOCKER_12"),
    "git_ssl_no_verify": (ANY, "CKV2_DOCKER_14"),
    "pip_trusted_host": (ANY, "CKV2_DOCKER_16"),
    "uv_insecure_host": (ANY, ""),
    "goinsecure": (ANY, ""),
    "conda_ssl_verify": (FALSE, ""),
    "bundle_ssl_verify_mode": (FALSE, ""),
    "azure_cli_disable_connection_verification": (ANY, ""),
}
"""Environment variables; git takes any value of its variable for yes, `0` and `false` too."""

SIGNATURE_OPTIONS: dict[str, tuple[str, str]] = {
    "apk": ("--allow-untrusted", "CKV2_DOCKER_7"),
    "apt-get": ("--allow-unauthenticated --allow-insecure-repositories --allow-downgrade-to-insecure-repositories", "CKV2_DOCKER_8"),
    "dnf": ("--nogpgcheck --no-gpgchecks", "CKV2_DOCKER_9"),
    "rpm": ("--nosignature --nodigest --noverify --nofiledigest --nogpgcheck", "CKV2_DOCKER_10"),
    "zypper": ("--no-gpg-checks", ""),
    "debootstrap": ("--no-check-gpg", ""),
    "mmdebstrap": ("--no-check-gpg", ""),
    "dpkg": ("--force-bad-verify", ""),
}
FORCE_YES = "--force-yes"
FORCE_YES_ID = "CKV2_DOCKER_11"
SIGNATURE_SETTINGS: dict[str, tuple[frozenset[str], str]] = {
    "gpgcheck": (FALSE, ""),
    "pkg_gpgcheck": (FALSE, ""),
    "allowunauthenticated": (TRUE, "CKV2_DOCKER_8"),
    "allowinsecurerepositories": (TRUE, "CKV2_DOCKER_8"),
    "siglevel": (NEVER, ""),
    "trusted": (TRUE, ""),
    "allow-insecure": (TRUE, ""),
}
"""Settings in repository files: `gpgcheck=0`, `[trusted=yes]`, `Trusted: yes`, `SigLevel = Never`."""
SETTERS = frozenset(("npm", "pnpm", "yarn", "git", "conda", "mamba", "micromamba", "pip", "composer", "bundle", "gem", "poetry"))
"""Tools that are told settings as operands."""
WRITERS = frozenset(("echo", "printf", "tee", "cat", "sed", "crudini", "augtool"))
"""Tools whose words are text of a file."""
LOOPBACK = ("localhost", "127.", "[::1]", "::1", "0.0.0.0", "host.docker.internal")
"""Beginnings of hosts that are this machine."""
