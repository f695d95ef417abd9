"""What secrets look like in a Dockerfile: names that promise one, and values that are none.

The names of other tools' rules are those that their documentation gives.
"""

from __future__ import annotations

PASSWORDS = frozenset(
    ("password", "passwords", "passwd", "pword", "passphrase", "passcode", "pass", "pwd", "psw", "passw", "pw", "bindpw", "rootpw", "psk")
)
"""Last words of a name whose value is a password: even a common word is one."""
SECRETS = frozenset(
    (
        "secret",
        "secrets",
        "token",
        "tokens",
        "apikey",
        "apikeys",
        "apitoken",
        "authkey",
        "secretkey",
        "accesskey",
        "privatekey",
        "skey",
        "activationkey",
    )
)
"""Last words of a name whose value is something that nobody remembers."""
KEYS = frozenset(
    (
        *("api", "access", "secret", "private", "auth", "encryption", "decryption", "master", "jwt", "account", "storage"),
        *("license", "licence", "app", "session", "cookie", "hmac", "fernet", "consumer", "deploy", "admin", "client", "crypt"),
        *("cipher", "activation", "shared", "subscription", "integration", "webhook", "bearer", "service", "root", "preshared", "psk"),
        *("write", "ingest", "ingestion"),
    )
)
"""What a key is for that is no public one; any other `…_KEY` has to look like one, too."""
MAYBE = frozenset(("key", "keys", "auth", "credential", "credentials", "creds", "salt", "pin", "authorization", "login", "pat", "pepper"))
"""Last words of a name whose value is a secret if it looks like one."""
GLUED = ("password", "passwd", "passphrase", "secret", "token", "apikey", "secretkey", "accesskey", "privatekey", "pass")
"""Ends of words that are written without a separator: `PGPASSWORD`."""
GLUED_WORDS = ("password", "passwd", "passphrase", "secret", "token", "apikey")
NOT_GLUED = frozenset(("bypass", "compass", "encompass", "overpass", "underpass", "surpass", "trespass", "multipass", "onepass", "askpass"))
ENDINGS = frozenset(("base", "value", "default", "prod", "production", "dev", "staging", "live", "local", "raw", "plain", "plaintext", "b"))
"""Last words that leave the name to the words before: `SECRET_KEY_BASE`, `DB_PASSWORD_PROD`."""
HARMLESS = frozenset(
    (
        *("public", "pub", "dummy", "fake", "example", "sample", "mock", "placeholder", "gpg", "pgp", "fingerprint"),
        *("checksum", "max", "min", "num", "count", "limit", "no", "not", "allow", "enable", "enabled", "disable", "disabled"),
        *("require", "required", "random", "empty", "show", "use", "skip", "ask", "prompt", "tokenizer", "csrf", "special"),
        *("existing", "pull", "unk", "pad", "eos", "bos", "stop", "anti", "site", "publishable", "anon"),
    )
)
"""Words that make a name harmless wherever they are in it."""

VARIABLE_WORDS = frozenset(
    (
        *("password", "passwords", "passwd", "pword", "passphrase", "passphrases", "secret", "secrets", "token", "tokens"),
        *("apikey", "apikeys", "credential", "credentials", "creds"),
    )
)
"""Words of a variable's name that say that it carries a secret."""
VARIABLE_ENDS = frozenset(("auth", "pass", "pwd", "pat"))
"""Words that say so at the end of a name."""
VARIABLE_PAIRS = frozenset((first, second) for first in ("access", "private", "api", "encryption", "master") for second in ("key", "keys"))
VARIABLE_EXEMPT = frozenset(
    ("max", "min", "num", "public", "file", "files", "version", "dummy", "tokenizer", "tokenizers", "gpg", "pgp", "csrf")
)
"""Words that take that back wherever they are."""
VARIABLE_ABOUT = frozenset(
    (
        *("filename", "path", "paths", "dir", "directory", "folder", "url", "urls", "uri", "endpoint", "host", "hostname"),
        *("name", "names", "id", "ids", "ttl", "expiry", "expires", "expiration", "expire", "lifetime", "length", "len"),
        *("size", "user", "username", "mode", "type", "types", "sock", "socket", "method", "methods", "provider", "enabled"),
        *("enable", "disabled", "disable", "issuer", "audience", "domain", "port", "server", "scheme", "realm", "backend"),
        *("timeout", "max", "min", "num", "count", "limit", "algorithm", "alg", "policy", "required", "require", "allow"),
        *("random", "empty", "header", "prefix", "suffix", "store", "manager", "driver", "plugin", "image", "tag", "class"),
        *("field", "role", "email", "fingerprint", "config", "conf", "cert", "format", "regex", "pattern", "interval"),
        *("rotation", "service", "module", "level", "engine", "proxy", "hashers", "validators", "parallelism", "prompt"),
        *("minutes", "seconds", "hours", "days", "age", "refresh", "reset", "cache", "dest", "location", "env", "var"),
        *("key_id", "region", "project", "provider", "helper", "helpers", "encryption", "hash", "hashing", "hasher", "encoder"),
        *("encoding", "scope", "scopes", "claim", "claims", "strength", "check", "checks", "validation", "source", "template"),
        *("strategy", "complexity", "cookie", "namespace", "address", "symbol", "context", "kind", "label", "labels", "schema", "usage"),
        *("price", "cost", "bucket", "rate", "window", "budget", "leeway", "rounds", "attempts", "retries", "mapping"),
    )
)
"""Words that, behind one of those, say that it is only about a secret."""
WELL_KNOWN = frozenset(
    (
        *("aws_access_key_id", "aws_secret_access_key", "aws_session_token", "pgpassword", "mysql_pwd", "redis_pwd", "sshpass"),
        *("rsync_password", "docker_auth_config", "npm_config__auth", "npm_config__authtoken", "rails_master_key"),
        *("secret_key_base", "django_secret_key", "google_api_key", "gemini_api_key", "openai_api_key", "anthropic_api_key"),
        *("hf_token", "gh_token", "vault_token", "fernet_key", "app_key", "license_key", "dd_api_key", "new_relic_license_key"),
        *("sentry_auth_token", "codecov_token", "snyk_token", "sonar_token", "azure_client_secret", "arm_client_secret"),
        *("arm_access_key", "azure_storage_key", "azure_storage_connection_string", "cargo_registry_token", "twine_password"),
        *("gem_host_api_key", "nuget_api_key", "composer_auth", "bundle_rubygems__pkg__github__com"),
    )
)
"""Names of variables, in lower case, that are credentials to a well-known program."""

HADOLINT_PARTS = ("api_key", "client_key", "password", "private", "secret", "token", "username")
HADOLINT_NAMES = frozenset(("aws_access_key_id", "aws_access_key", "docker_auth_config", "docker_username", "travis_os_name"))
"""What hadolint's rule DL3064 looks for: parts of a name, and names."""
BUILDKIT_WORDS = frozenset(("apikey", "auth", "credential", "credentials", "key", "password", "pword", "passwd", "secret", "token"))
BUILDKIT_EXEMPT = frozenset(("public", "file", "version"))
"""The words between underscores that BuildKit's SecretsUsedInArgOrEnv looks for, and those that exempt a name."""

NO_VALUES = frozenset(
    (
        *("", "true", "false", "yes", "no", "on", "off", "none", "null", "nil", "undefined", "unset", "enabled", "disabled"),
        *("optional", "required", "default", "auto", "string", "str", "bool", "boolean", "int", "text", "varchar", "any"),
        *("all", "always", "never"),
    )
)
"""Values that are none."""
PLACEHOLDERS = frozenset(
    (
        *("changeme", "changeit", "change", "changed", "replace", "replaceme", "replacewith", "todo", "fixme", "tbd", "dummy"),
        *("placeholder", "example", "sample", "fake", "mock", "your", "yours", "insert", "here", "unused", "notused", "ignored"),
        *("redacted", "masked", "hidden", "removed", "notset", "unset", "xxx", "xxxx", "xxxxx", "xxxxxx", "xxxxxxxx", "test"),
        *("tests", "testing", "tester", "foo", "bar", "foobar", "baz", "blah", "bla", "lorem", "ipsum", "something"),
        *("somevalue", "nothing", "whatever", "temp", "temporary", "tmp", "precompile", "build", "buildtime", "enter", "fillme"),
        *("setme", "unspecified", "undecided", "elsewhere", "compile", "notreal", "invalid", "demo", "stub", "empty"),
        *("override", "overridden", "overwrite", "insecure", "collectstatic", "anonymous", "missing", "notasecret"),
        *("irrelevant", "nope", "unneeded", "notneeded"),
    )
)
"""Words that say that a value is to be replaced, or for a test."""
PHRASES = ("changeit", "replaceme", "not-secret", "not_secret", "not_set", "notsosecret", "example", "placeholder", "changeme", "xxxx",
           "set_me", "set-me", "fill_me", "fill-me", "to-be-", "to_be_", "not-a-", "not_a_", "see-", "see_", "at-runtime", "at_runtime",
           "...")  # fmt: skip
"""Parts of values that say so."""
STARTS = ("your", "my-", "my_", "<", "${", "enter-", "enter_", "put_", "put-", "add your", "insert")
"""Beginnings of such values."""
COOKIES = frozenset((("erlang", "cookie"), ("magic", "cookie")))
"""Last two words of a name whose value lets one in."""
PUBLIC = ("ssh-rsa ", "ssh-ed25519 ", "ssh-dss ", "ecdsa-sha2-", "sk-ssh-", "pk_live_", "pk_test_", "age1", "sha1:",
          "sha256:", "sha512:", "sha1-", "sha256-", "sha384-", "sha512-", "md5:", "-----BEGIN PUBLIC", "-----BEGIN CERT", "projects/",
          "arn:", "vault:", "op://", "secretmanager", "awssm", "azurekeyvault", "ref+")  # fmt: skip
"""Beginnings of values that are public, or that say where the secret is kept."""
FILE_ENDS = (".pem", ".key", ".crt", ".cer", ".json", ".yaml", ".yml", ".txt", ".env", ".conf", ".cfg", ".ini", ".p12", ".pfx", ".jks",
             ".pub", ".gpg", ".asc", ".properties", ".toml", ".xml", ".sh", ".py", ".js", ".secret")  # fmt: skip
