"""Where commands are given secrets: options, operands and standard input. Sources: their manual pages."""

from __future__ import annotations

_MYSQL = "-p --password"
_LOGIN = "-p --password"

OPTIONS: dict[str, str] = {
    "curl": "-u --user -U --proxy-user --oauth2-bearer --proxy-pass --pass",
    "docker login": _LOGIN, "podman login": _LOGIN, "nerdctl login": _LOGIN, "buildah login": _LOGIN, "skopeo login": _LOGIN,
    "oras login": _LOGIN, "helm registry": _LOGIN, "crane auth": _LOGIN, "regctl registry": "-p --pass", "az login": _LOGIN,
    "az acr": _LOGIN, "heroku container": _LOGIN, "useradd": _LOGIN, "usermod": _LOGIN, "groupadd": _LOGIN,
    "mysql": _MYSQL, "mysqldump": _MYSQL, "mysqladmin": _MYSQL, "mariadb": _MYSQL, "mariadb-dump": _MYSQL, "mariadb-admin": _MYSQL,
    "mongo": _LOGIN, "mongosh": _LOGIN, "mongodump": _LOGIN, "mongorestore": _LOGIN, "mongoimport": _LOGIN,
    "sshpass": "-p", "redis-cli": "-a --pass", "sqlcmd": "-P", "bcp": "-P", "cqlsh": _LOGIN, "zip": "-P", "unzip": "-P", "7z": "-p",
    "twine upload": _LOGIN, "gpg": "--passphrase", "ldapadd": "-w", "ldapmodify": "-w", "ldapsearch": "-w", "ssh-keygen": "-N -P",
    "dotnet nuget": "-k --api-key -p --password", "expo login": _LOGIN, "lftp": "-u --user", "smbclient": "-U --user",
    "unrar": "-p", "rar": "-p -hp", "7za": "-p", "7zr": "-p", "7zz": "-p", "fly": "-t --access-token", "flyctl": "-t --access-token",
    "codecov": "-t --token", "codecovcli": "-t --token", "slappasswd": "-s", "doctl": "-t --access-token", "oc login": _LOGIN,
    "ibmcloud login": "-p --apikey", "rancher login": "-t --token", "cf login": "-p", "isql": "-P", "tsql": "-P", "osql": "-P",
    "ncftpget": "-p", "ncftpput": "-p", "plink": "-pw", "pscp": "-pw", "elasticsearch-users": _LOGIN, "pk12util": "-W -K",
    "openssl enc": "-k", "influx": "-t --token", "netlify": "-a --auth", "vercel": "-t --token",
}  # fmt: skip
"""Options of a tool, or of a tool and verb, that are given a secret; long ones with such a name are known of every tool."""
USER_AND_PASSWORD = frozenset(("-u", "--user", "-U", "--proxy-user", "--src-creds", "--dest-creds", "--creds"))
"""Options whose value is `user:password`."""

POSITIONS: dict[str, int] = {
    "vault login": 0, "cargo login": 0, "snyk auth": 0, "ngrok authtoken": 0, "ngrok config add-authtoken": 0, "nuget setapikey": 0,
    "rabbitmqctl add_user": 1, "rabbitmqctl change_password": 1, "mysqladmin password": 0, "mc alias set": 3, "mc config host add": 3,
    "poetry config http-basic": 1, "poetry config pypi-token": 0, "composer config http-basic": 1, "composer config github-oauth": 0,
    "composer config gitlab-token": 0, "composer config gitlab-oauth": 0, "composer config bearer": 0, "net user": 1,
    "wandb login": 0, "rclone obscure": 0, "cf auth": 1, "neo4j-admin set-initial-password": 0, "vault operator unseal": 0,
    "neo4j-admin dbms set-initial-password": 0, "grafana-cli admin reset-admin-password": 0, "ejabberdctl register": 2,
    "grafana cli admin reset-admin-password": 0, "convertto-securestring": 0, "add-user.sh": 1, "x11vnc storepasswd": 0,
}  # fmt: skip
"""Commands, with their verbs, and which operand behind those is a secret."""
VARIABLES = frozenset(("PGPASSWORD", "MYSQL_PWD", "SSHPASS", "REDISCLI_AUTH", "RSYNC_PASSWORD"))
"""Variables that a client logs in with."""
LOGINS: dict[str, dict[str, str]] = {
    "npm": {"login": "", "adduser": ""}, "pnpm": {"login": ""}, "yarn": {"login": "", "npm login": ""},
    "gcloud": {"auth activate-service-account": "--key-file", "auth login": ""}, "gh": {"auth login": ""}, "heroku": {"login": ""},
    "gem": {"signin": ""},
}  # fmt: skip
"""Verbs that log in, with the option that says from which file."""
CLIENTS = frozenset(
    (
        *(
            "docker",
            "podman",
            "nerdctl",
            "buildah",
            "skopeo",
            "oras",
            "helm",
            "crane",
            "regctl",
            "az",
            "aws",
            "gcloud",
            "npm",
            "yarn",
            "pnpm",
        ),
        *(
            "pip",
            "git",
            "curl",
            "wget",
            "sshpass",
            "psql",
            "pg_dump",
            "pg_restore",
            "mysql",
            "mysqldump",
            "mysqladmin",
            "mariadb",
            "bundle",
            "gem",
        ),
        *("nuget", "dotnet", "poetry", "composer", "conda", "twine", "cargo", "gh", "glab", "vault", "heroku", "lftp", "svn", "redis-cli"),
        *("mongo", "mongosh", "snyk", "ngrok", "mc", "echo", "printf", "cat", "tee", "ssh", "scp", "rsync"),
    )
)
"""Commands that log in somewhere, or write what others log in with."""
SETTERS = frozenset(
    (
        "npm",
        "yarn",
        "pnpm",
        "aws",
        "poetry",
        "bundle",
        "composer",
        "doppler",
        "git",
        "conda",
        "pip",
        "heroku",
        "gh",
        "az",
        "gcloud",
        "rclone",
    )
)
"""Tools that are told `config set name value`."""
SINKS: dict[str, str] = {
    "chpasswd": "", "passwd": "", "vncpasswd": "", "smbpasswd": "", "cryptsetup": "", "kinit": "", "docker": "--password-stdin",
    "podman": "--password-stdin", "helm": "--password-stdin", "oras": "--password-stdin", "skopeo": "--password-stdin",
    "buildah": "--password-stdin", "nerdctl": "--password-stdin", "crane": "--password-stdin", "gh": "--with-token", "glab": "--stdin",
    "sudo": "-S", "cargo": "login", "p4": "login", "keyring": "set", "adduser": "", "wandb": "login", "slappasswd": "",
}  # fmt: skip
"""Commands that read a secret from their input, some only with a word that says so."""
KEEPERS: dict[str, str] = {
    "docker": "login", "podman": "login", "nerdctl": "login", "buildah": "login", "skopeo": "login", "oras": "login", "crane": "auth",
    "regctl": "registry", "helm": "registry repo", "az": "login acr", "aws": "configure", "gcloud": "auth config",
    "npm": "config c set login", "pnpm": "config set login", "yarn": "config npm", "pip": "config", "pip3": "config",
    "git": "config clone remote submodule credential", "bundle": "config", "gem": "sources signin", "nuget": "sources setapikey",
    "dotnet": "nuget", "poetry": "config source", "composer": "config", "conda": "", "mamba": "", "micromamba": "", "cargo": "login",
    "gh": "auth", "glab": "auth", "vault": "login", "heroku": "login auth:token", "snyk": "auth config", "ngrok": "config authtoken",
    "mc": "alias config", "wandb": "login", "huggingface-cli": "login", "rclone": "config", "kubectl": "config create apply",
    "oc": "login", "jfrog": "config", "jf": "config", "firebase": "login", "p4": "login", "keyring": "set", "chpasswd": "",
    "passwd": "", "useradd": "", "usermod": "", "adduser": "", "groupadd": "", "htpasswd": "", "vncpasswd": "", "x11vnc": "",
    "smbpasswd": "", "mysqladmin": "password", "rabbitmqctl": "", "net": "user", "add-user.sh": "", "neo4j-admin": "",
    "subscription-manager": "register", "rhnreg_ks": "", "ssh-keygen": "", "svn": "", "hg": "clone", "setx": "",
    "debconf-set-selections": "",
}  # fmt: skip
"""Commands that write what they are given into a file that stays, or into what they make; some only with one of these verbs."""
DATABASE_CLIENTS = frozenset(("sqlplus", "sqlldr", "rman", "impdp", "expdp", "imp", "exp"))
"""Oracle's, whose first operand is `user/password@database`."""
PATTERN_TOOLS = frozenset(
    (
        *(
            "sed",
            "grep",
            "egrep",
            "fgrep",
            "rg",
            "awk",
            "gawk",
            "perl",
            "find",
            "jq",
            "yq",
            "tr",
            "cut",
            "test",
            "[",
            "[[",
            "expr",
            "ls",
            "rm",
        ),
        *("chmod", "chown", "apt-get", "apk", "yum", "dnf", "tar", "patch", "diff", "which", "type", "case"),
    )
)
"""Tools whose words with a `=` are no assignments."""
WRITERS = frozenset(
    (
        *("echo", "printf", "tee", "cat", "curl", "wget", "http", "https", "httpie", "git", "set-content", "add-content", "out-file"),
        *("write-output", "invoke-webrequest", "invoke-restmethod", "iwr", "irm"),
    )
)
"""Tools whose words are text that may hold `name: value`."""
HEADERS = frozenset(("x-jfrog-art-api", "x-api", "x-auth"))
"""Headers with a secret that their names do not promise."""
