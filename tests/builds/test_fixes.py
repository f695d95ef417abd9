"""What is fixed still builds, and into the image that was meant: checked by building it before and after with BuildKit."""

from __future__ import annotations

import io
import zipfile

import pytest

APP = "#!/bin/sh\nprintf '%s\\n' \"$@\"\n"
MANY = """\
from debian:13 as Base
MAINTAINER Jane Doe <jane@example.com>
ENV APP_HOME /srv/app
ENV GREETING=hello   NAME="big world"
LABEL description a file with \\
    many findings
add app.sh /srv/app/app.sh
ADD conf conf/
WORKDIR srv/work
RUN echo one > /srv/one && \\

    # a comment in between
    echo two > /srv/two
RUN chmod +x /srv/app/app.sh
RUN cat /srv/one | wc -l > /srv/count
EXPOSE 8080/TCP
CMD /srv/app/app.sh --name "big world" start
"""
FILES = {"app.sh": APP, "conf/one.conf": "one\n", "conf/more/two.conf": "two\n"}
SAFE = {"add-instead-of-copy", "empty-continuation", "legacy-key-value", "protocol-case"}


@pytest.mark.parametrize("profile", ["recommended", "strict", "hadolint", "buildkit"])
def test_safe_fixes_change_nothing_in_the_image(project, profile):
    work = project(MANY, FILES)
    before = work.build()
    had = {one["rule"] for one in work.findings("--profile", profile)}
    work.fix("--profile", profile)
    after = work.build()
    assert not {one["rule"] for one in work.findings("--profile", profile)} & SAFE
    assert had & SAFE
    assert after.config == before.config
    assert after.files("/srv", "/conf") == before.files("/srv", "/conf")


def unsafely(project):
    """The image of the file before and after unsafe fixes."""
    work = project(MANY, FILES)
    before = work.build()
    text = work.fix("--unsafe")
    assert "MAINTAINER" not in text
    return before, work.build()


def test_unsafe_fixes_change_what_they_say(project):
    before, after = unsafely(project)
    assert after.config["User"] == "app"
    assert after.config["Cmd"] == ["/srv/app/app.sh", "--name", "big world", "start"]
    assert after.config["Labels"] == {
        "description": before.config["Labels"]["description"],
        "org.opencontainers.image.authors": "Jane Doe <jane@example.com>",
    }
    for same in ("Env", "WorkingDir", "ExposedPorts", "Entrypoint"):
        assert after.config.get(same) == before.config.get(same)
    assert after.files("/srv", "/conf") == before.files("/srv", "/conf")


def test_containers_do_the_same_as_another_user(project, starts):
    before, after = unsafely(project)
    assert starts(before) == starts(after) == "--name\nbig world\nstart\n"
    assert (starts(before, "id", "-un"), starts(after, "id", "-un")) == ("root\n", "app\n")


@pytest.mark.parametrize(
    "command, words",
    [
        ("printf '%s\\n' one \"two three\" four\\ five", ["printf", "%s\\n", "one", "two three", "four five"]),
        ('printf "<%s>" "a\\"b" \\\n  ä \'\'', ["printf", "<%s>", 'a"b', "ä", ""]),
        ('printf "<%s>" "$HOME" *', ["/bin/sh", "-c", 'exec printf "<%s>" "$HOME" *']),
    ],
)
@pytest.mark.parametrize("keyword", ["CMD", "ENTRYPOINT"])
def test_the_exec_form_starts_the_same_words(project, starts, keyword, command, words):
    work = project(f"FROM debian:13\n{keyword} {command}\n")
    before = work.build()
    work.fix("--unsafe", "--select", "shell-form-command")
    after = work.build()
    assert after.config[keyword.capitalize()] == words
    assert starts(after) == starts(before) != ""


def test_an_ignore_file_keeps_out_what_is_secret(project):
    files = {"app.sh": APP, ".env": "PASSWORD=s3same.open\n", ".git/HEAD": "ref: refs/heads/main\n", "node_modules/x.js": "1\n"}
    work = project("FROM debian:13\nWORKDIR /srv\nCOPY . .\n", {**files, "package.json": "{}\n"})
    before = work.build().files("/srv")
    assert {"srv/.env", "srv/.git/HEAD", "srv/app.sh"} <= set(before)
    work.dockwright("fix", "--unsafe", "--select", "missing-dockerignore")
    assert work.build().files("/srv") == {name: one for name, one in before.items() if name in ("srv", "srv/app.sh", "srv/package.json")}


def test_a_secret_leaves_no_trace(project):
    secret = "s3same-open-1234"
    work = project('FROM debian:13\nARG API_TOKEN\nRUN case "$API_TOKEN" in s3same*1234) touch /srv/built ;; esac\n')
    before = work.build("--build-arg", f"API_TOKEN={secret}")
    assert secret in before.history
    assert secret in before.everything()
    assert "type=secret" in work.fix("--unsafe", "--select", "secret-variable")
    after = work.build("--secret", "id=API_TOKEN", API_TOKEN=secret)
    assert "srv/built" in after.files("/srv")
    assert secret not in after.history
    assert secret not in after.everything()


def test_here_documents(project):
    work = project(
        "FROM debian:13\nadd <<one <<'two' /srv/\nhello $HOME\none\n\n# stays\n\\\n\ntwo\n"
        "run <<EOF\necho a > \\\n  /srv/three\n\necho b > /srv/four\nEOF\nENV A b c\n"
    )
    before = work.build()
    text = work.fix("--extend-select", "keyword-case")
    after = work.build()
    assert "ENV A=" in text
    assert after.config == before.config
    assert after.files("/srv") == before.files("/srv")


def test_triggers(project):
    """ONBUILD says the same to the image that is FROM it."""
    files = {"more": "more\n"}
    work = project("FROM debian:13\nONBUILD add more /srv/more\nONBUILD ENV PLACE /srv/more\nONBUILD RUN cp $PLACE /srv/copy\n", files)
    before = work.build()
    work.fix()
    after = work.build()
    assert after.config["OnBuild"] == ["copy more /srv/more", "ENV PLACE=/srv/more", "RUN cp $PLACE /srv/copy"]
    children = [project(f"FROM {one.tag}\n", files).build() for one in (before, after)]
    assert children[0].config == children[1].config
    assert children[0].files("/srv") == children[1].files("/srv")


def wheel():
    """A package with a module and a program, as pip installs it."""
    out, info = io.BytesIO(), "greet-1.0.dist-info"
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("greet.py", "def main():\n    print('hello')\n")
        made.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: greet\nVersion: 1.0\n")
        made.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        made.writestr(f"{info}/entry_points.txt", "[console_scripts]\ngreet = greet:main\n")
        made.writestr(f"{info}/RECORD", "".join(f"{name},,\n" for name in (*made.namelist(), f"{info}/RECORD")))
    return out.getvalue()


SPLIT = """\
FROM python:3.13
WORKDIR /app
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
COPY requirements.txt wheels/ ./wheels/
RUN pip install --no-index -r wheels/requirements.txt
COPY app.py .
USER nobody
CMD ["python", "app.py"]
"""


def test_what_is_split_starts_the_same(project, starts):
    """Both python:3.13 and its slim variant are the same Debian here: what is tried is that nothing is missed between the stages."""
    files = {"requirements.txt": "./wheels/greet-1.0-py3-none-any.whl\n", "wheels/greet-1.0-py3-none-any.whl": wheel()}
    work = project(SPLIT, {**files, "app.py": "import greet\nimport subprocess\n\ngreet.main()\nsubprocess.run(['greet'], check=True)\n"})
    before = work.build()
    text = work.fix("--split")
    assert text.count("FROM ") == 2
    after = work.build()
    assert after.config == before.config
    assert starts(before) == starts(after) == "hello\nhello\n"
