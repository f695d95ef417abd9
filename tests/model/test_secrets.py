"""Names that promise a secret, values that can be one, formats; and the places in a file where one is given."""

import pytest

from dockwright.model import secret_text
from dockwright.model.document import read
from dockwright.model.secrets import (
    MAYBE,
    NONE,
    PASSWORD,
    SECRET,
    formats,
    is_carrier,
    is_plausible,
    is_secret,
    looks_random,
    promise,
    words_of,
)


@pytest.mark.parametrize(
    "name, words",
    [
        ("AWS_SECRET_ACCESS_KEY", ["aws", "secret", "access", "key"]),
        ("dbPassword", ["db", "password"]),
        ("APIKeyV2", ["api", "key", "v"]),
        ("X-Auth-Token", ["x", "auth", "token"]),
        ("db.password2", ["db", "password"]),
        ("GITHUBToken", ["github", "token"]),
        ("", []),
        ("__", []),
    ],
)
def test_words(name, words):
    assert words_of(name) == words


@pytest.mark.parametrize(
    "name, promised",
    [
        *(
            (name, PASSWORD)
            for name in ("PASSWORD", "SMTP_PASS", "dbPasswd", "PGPASSWORD", "PASSWORD_2", "DB_PASSWORD_PROD", "DB_PWD", "VNC_PW")
        ),
        *(
            (name, SECRET)
            for name in ("JWT_SECRET", "API_KEY", "APIKEY", "SECRET_KEY_BASE", "npmAuthToken", "//npm.example.com/:_authToken")
        ),
        *((name, MAYBE) for name in ("SORT_KEY", "AUTH", "CREDENTIALS", "HASH_SALT")),
        *(
            (name, NONE)
            for name in ("PWD", "OLDPWD", "BYPASS", "PASSWORD_FILE", "TOKEN_URL", "MAX_TOKENS", "GPG_KEY", "PUBLIC_KEY", "MONKEY", "")
        ),
        *((name, NONE) for name in ("SECRET_KEY_BASE_DUMMY", "--disabled-password", "COMPASS", "GIT_ASKPASS", "RECAPTCHA_SITE_KEY")),
    ],
)
def test_promise(name, promised):
    assert promise(name) == promised


@pytest.mark.parametrize(
    "value, promised",
    [
        ("rootroot", PASSWORD),
        ("1234", PASSWORD),
        ("pass word", PASSWORD),
        ("mySecretValue", SECRET),
        ("01234567-89ab-cdef-0123-456789abcdef", SECRET),
        ("0a1b2c3d4e5f67890a1b2c3d4e5f6789", MAYBE),
    ],
)
def test_plausible(value, promised):
    assert is_plausible(value, promised)


@pytest.mark.parametrize(
    "value, promised",
    [
        *(
            (value, PASSWORD)
            for value in ("", "abc", "true", "none", "changeme", "change-me", "<password>", "{{ x }}", "%PASS%", "__PASS__")
        ),
        *(
            (value, PASSWORD)
            for value in ("/run/secrets/x", "./x", "C:\\x", "$PASS", "${PASS}", "$(cat x)", "********", "your-password", "test123")
        ),
        *(
            (value, PASSWORD)
            for value in ("$6$salt$hash", "ssh-rsa AAAA", "sha256:0123", "https://example.com", "key.pem", "dummy", "xxxx")
        ),
        *((value, SECRET) for value in ("short", "12345678", "bob@example.com", "app.auth.Token", "1.2.3-rc.4", "get_token()")),
        *((value, MAYBE) for value in ("created_at", "01234567-89ab-cdef-0123-456789abcdef", "8A7495662C3CD4AE18D95637FAF6989E1BC16FEA")),
    ],
)
def test_implausible(value, promised):
    assert not is_plausible(value, promised)


def test_secret_by_name():
    assert is_secret("BUNDLE_GEMS__EXAMPLE__COM", "bob:hunter22")
    assert not is_secret("BUNDLE_PATH__SYSTEM", "true")
    assert not is_secret("COLOR", "hunter22")


@pytest.mark.parametrize(
    "value, random", [("aaaaaaaaaaaaaaa1", False), ("Zq8kwP2vE7hT4yLm", True), ("short1", False), ("onlylettershere", False)]
)
def test_looks_random(value, random):
    assert looks_random(value) is random


@pytest.mark.parametrize(
    "name, reading, carries",
    [
        ("DB_PASSWORD", "", True),
        ("AWS_ACCESS_KEY_ID", "", True),
        ("USER_PASSWORD", "", True),
        ("TOKEN_USER", "", False),
        ("AUTH_METHOD", "", False),
        ("GOPRIVATE", "hadolint", True),
        ("CREDENTIALS", "hadolint", False),
        ("GPG_KEY", "buildkit", True),
        ("TOKENS", "buildkit", False),
        ("KEY_VERSION", "buildkit", False),
    ],
)
def test_carrier(name, reading, carries):
    assert is_carrier(name, reading) is carries


@pytest.mark.parametrize(
    "text, found",
    [
        ("x AKIAQZ7KJTWNB4XDV2MC y", ["an AWS access key"]),
        ("dop_v1_" + "0a1b2c3d" * 8, ["a DigitalOcean token"]),
        ("-----BEGIN EC PRIVATE KEY-----", ["a private key"]),
        ("-----BEGIN PGP PRIVATE KEY BLOCK-----", ["a private key"]),
        ("AKIAIOSFODNN7EXAMPLE ghp_" + "x" * 36 + " npm_" + "0" * 36, []),
        ("-----BEGIN PUBLIC KEY-----", []),
        ("nothing here", []),
    ],
)
def test_formats(text, found):
    assert [one.what for one in formats(text)] == found


@pytest.mark.parametrize(
    "text, found",
    [
        ("a=1\npassword = hunter22\n", ["hunter22"]),
        ('{"password": "hunter22", "name": "x"}', ["hunter22"]),
        ('{\\"api_key\\":\\"Zq8kwP2vE7hT\\"}', ["Zq8kwP2vE7hT"]),
        ("<token>Zq8kwP2vE7hT</token>", ["Zq8kwP2vE7hT"]),
        ('<add key="ClearTextPassword" value="hunter22" />', ["hunter22"]),
        ("machine x login y password hunter22", ["hunter22"]),
        ("machine x\nlogin y\npassword hunter22", ["hunter22"]),
        ("Authorization: Basic Ym9iOmh1bnRlcjIy", ["Ym9iOmh1bnRlcjIy"]),
        ("ALTER USER x WITH PASSWORD 'hunter22'", ["hunter22"]),
        ("password = os.environ['X']\ntoken: str\npassword=password\nsecret=get()\nkey: abc", []),
        ("password=$PASSWORD\npassword=<x>\nrequire_password: yes", []),
    ],
)
def test_in_text(text, found):
    assert [text[one.start : one.end] for one in secret_text.in_text(text)] == found


@pytest.mark.parametrize(
    "line, found",
    [
        ("RUN curl -u bob:$PW https://example.com", [("command", False, "$PW")]),
        ('RUN echo "$PW" | docker login --password-stdin', [("command", False, "$PW")]),
        ("RUN git clone https://bob:$PW@example.com", [("url", False, "bob:$PW")]),
        ("RUN git clone https://bob:hunter22@example.com", [("url", True, "bob:hunter22")]),
        ("ENV A_TOKEN=Zq8kwP2vE7hT", [("variable", True, "Zq8kwP2vE7hT")]),
        ("ENV A_TOKEN=glpat-T3mRv8LqYw5KpXc2HsBn", [("format", True, "glpat-T3mRv8LqYw5KpXc2HsBn")]),
        ("RUN docker run -p 8080:80 x", []),
        ("FROM x@sha256:0123", []),
    ],
)
def test_find(line, found):
    source = f"FROM alpine:3.20\n{line}\n"
    for_real = []
    for one in read(source).credentials():
        span = one.span.shift(one.instruction.start)
        for_real.append((one.kind, one.is_literal, source[span.start : span.end]))
    assert for_real == found


@pytest.mark.parametrize(
    "line",
    [
        'ENV A="https://x' + "?token=abcdefgh1" * 20000 + '"',
        'RUN echo "' + "password=hunter22&" * 20000 + '"',
        'RUN echo "' + "a:" * 100000 + 'password"',
        "RUN x " + "a://" * 100000 + "@ token",
        "ENV " + "A_PASSWORD=hunter22 " * 10000,
        "RUN x " + "--password " * 20000,
        "ENV DB_PASSWORD=" + "a1" * 200000,
    ],
    ids=lambda line: line[:20],
)
def test_long_lines(line):
    assert len(list(read(f"FROM alpine:3.20\n{line}\n").credentials())) <= 20000
