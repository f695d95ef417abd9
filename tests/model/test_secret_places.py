"""Where secrets are given, and what looks like one and is none. Tokens are put together here, for the sake of scanners."""

import pytest

from dockwright.engine import check
from dockwright.settings import Settings

RULES = ("hardcoded-secret", "credentials-in-url", "secret-variable", "credential-command")
WORD = "Zq8kwP2vE7hT4yLm"
HEX = "9c1e" + "4fa7" * 4 + "b2d0" * 3
LONG = (WORD + "n3Rj6XbC0sVd1Gf5") * 5


def levels(line):
    found = check(f"FROM alpine:3.20\n{line}\n", Settings(select=RULES)).findings
    assert not [one for one in found if WORD in one.message or HEX in one.message]
    return {one.severity for one in found}


@pytest.mark.parametrize(
    "line",
    [
        f"ENV A=pcsk_2xYz_{LONG}",
        f"ENV A=nvapi-{LONG}",
        f"ENV A=sk.eyJ{LONG}.{WORD}Zq8kw",
        f"ENV A=sl.B{LONG}{LONG}",
        f"ENV A=1//0{LONG}",
        f"ENV A=access_token$production$9c1e4fa79c1e4fa7${HEX}",
        f"ENV A=LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQ{LONG}",
        f"ENV AUTH_HEADER='Bearer {LONG}'",
        f"ENV GITHUB_PAT={HEX}",
        f"ENV DSN=app:{WORD}@tcp(db:3306)/app",
        f"ENV CONNECTION='Server=db;Uid=app;Pwd={WORD};'",
        "ENV RABBITMQ_ERLANG_COOKIE=IZXSXKIYZUBWBOBNDPGI",
        f"ENV LDAP_BINDPW={WORD}",
        f"RUN powershell -Command \"ConvertTo-SecureString '{WORD}' -AsPlainText -Force\"",
        f"RUN codecov -t {WORD}",
        f"RUN wandb login {HEX}",
        f"RUN unrar x -p{WORD} a.rar",
        f"RUN sqlplus system/{WORD}@//db/xe @a.sql",
        f"RUN openssl enc -d -aes-256-cbc -k {WORD} -in a -out b",
        f"RUN rclone config create s s3 secret_access_key {LONG}",
        f"RUN sonar-scanner -Dsonar.login={HEX}",
        f"RUN keyring set pypi ci <<< {WORD}",
        f"RUN printf '{WORD}\\n{WORD}\\n' | adduser bob",
        f"RUN printf 'machine %s login %s password %s' example.com ci {WORD} > ~/.netrc",
        f"RUN printf 'token=%s' {WORD} > /app/.env",
        f"RUN BUNDLE_GEMS__EXAMPLE__COM=ci:{WORD} bundle install",
        f"RUN psql -c \"ALTER USER postgres PASSWORD '{WORD}'\"",
        f"RUN mysql -e \"ALTER USER root IDENTIFIED WITH mysql_native_password BY '{WORD}'\"",
        f"RUN echo 'requirepass {WORD}' >> /etc/redis.conf",
        f"RUN sed -i 's/password=.*/password={WORD}/' /etc/app.conf",
        f"RUN sed -i \"s/define('DB_PASSWORD', ''/define('DB_PASSWORD', '{WORD}'/\" wp-config.php",
        f"COPY <<EOF /etc/wpa.conf\npsk={WORD}\nEOF",
    ],
)
def test_a_secret_is_found(line):
    assert "error" in levels(line)


@pytest.mark.parametrize(
    "line",
    [
        *(
            f"ENV DB_PASSWORD={value}"
            for value in ("set-me", "fill_me_in", "not-a-real-password", "to-be-defined", "see-vault", "***", "notasecret", "insecure")
        ),
        *(f"ENV DB_PASSWORD={value}" for value in ("${DB_PASSWORD:?required}", "${DB_PASSWORD:+x}", "enter-password", "${X:-changeme}")),
        *(f"ENV API_KEY={value}" for value in ("", "abc", "12345", "sk-...", "YOUR_KEY", "XXXXXXXX", "'add your key'")),
        *(
            f"ENV {name}=4096"
            for name in ("MAX_TOKENS", "TOKEN_STRATEGY", "SECRET_NAMESPACE", "PASSWORD_MIN_LENGTH", "TOKEN_EXPIRY", "ACCESS_TOKEN_LIFETIME")
        ),
        "ENV SECRET_ARN=arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf",
        f"ENV CERT=LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk{LONG}",
        "ARG GIT_CREDENTIALS_HELPER=store",
        "ARG DB_PASSWORD=changeme",
        "RUN sed -i 's/^(password\\s+)requisite/\\1optional/' /etc/pam.d/passwd",
        'RUN sed -i "s/password = .*/password = ${DB_PASSWORD}/" /etc/app.conf',
        "RUN sed -i 's/PermitRootLogin prohibit-password/PermitRootLogin yes/' /etc/ssh/sshd_config",
        "RUN printf 'token: %s' \"$TOKEN\" > /a.yml",
        "RUN helm template x --set existingSecret=app-secret",
        "RUN vault login -method=userpass username=ci",
        "RUN psql -p 5432 -c 'select 1' && docker run -p 80:80 x && unzip -p a.zip b",
    ],
)
def test_what_is_no_secret_is_no_warning(line):
    assert levels(line) <= {"info"}
