"""Files that hold credentials by their name alone. Sources: the manuals of the tools that write them."""

from __future__ import annotations

NAMES = frozenset(
    (
        *("id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "id_ecdsa_sk", "id_ed25519_sk", ".npmrc", ".yarnrc.yml", ".pypirc"),
        *(".netrc", "_netrc", ".git-credentials", ".dockercfg", ".dockerconfigjson", ".pgpass", ".my.cnf", ".mylogin.cnf"),
        *(".s3cfg", ".boto", ".vault-token", ".vault_pass", "credentials.json", "terraform.tfstate"),
        *("terraform.tfstate.backup", "kubeconfig", "secrets.yml", "secrets.yaml", "secrets.json", "client_secret.json"),
        *("application_default_credentials.json", ".terraformrc", ".htdigest", "master.key", ".envrc"),
    )
)
"""Base names."""
FOLDERS = frozenset((".ssh", ".aws", ".kube", ".gnupg", ".azure", ".gcloud"))
"""Directories: everything in them."""
REPOSITORY = ".git"
PATHS = (".docker/config.json", ".config/gcloud", ".config/gh/hosts.yml", ".cargo/credentials", ".cargo/credentials.toml",
         ".gem/credentials", ".composer/auth.json", ".m2/settings.xml", ".m2/settings-security.xml", ".nuget/NuGet.Config")  # fmt: skip
"""Ends of paths."""
KEY_ENDS = (".pem", ".key", ".p12", ".pfx", ".jks", ".keystore", ".ppk", ".kdbx", ".p8")
PUBLIC_WORDS = frozenset(
    (
        *("public", "pub", "ca", "cacert", "cacerts", "cert", "certs", "certificate", "certificates", "chain", "fullchain"),
        *("crt", "bundle", "root", "rootca", "dhparam", "dhparams", "dh", "dhp", "ffdhe", "gpg", "pgp", "apt", "yum", "rpm"),
        *("repo", "release", "signing", "archive", "trust", "truststore", "keyring", "example", "sample", "test", "snakeoil"),
    )
)
"""Words in the name of a key file that is public, or nobody's."""
ENV_TEMPLATES = frozenset(
    ("example", "sample", "template", "dist", "defaults", "default", "tpl", "test", "testing", "ci", "schema", "docker")
)
"""Last parts of the name of an `.env` file that holds no secrets."""
PUBLIC_PLACES = ("keyrings", "/etc/apt", "/etc/pki/rpm-gpg", "/etc/apk/keys", "ca-certificates", "trusted.gpg", "ca-trust", "/etc/yum")
"""Destinations of public keys."""
