"""The profile `buildkit` says what `docker build --check` of this BuildKit says: the same checks, on the same lines."""

from __future__ import annotations

import json

import pytest

FILES = {
    "forms": """\
from debian:13
MAINTAINER Jane Doe <jane@example.com>
ENV APP_HOME /srv/app
LABEL description "legacy"
WORKDIR srv/work
RUN echo one && \\

    echo two
EXPOSE 8080/TCP 127.0.0.1:80:80
CMD /srv/app/app.sh "big world" start
""",
    "stages": """\
FROM debian:13 as Build
RUN echo build
FROM debian:13 AS build
FROM --platform=linux/amd64 debian:13 AS scratch
FROM --platform=$TARGETPLATFORM debian:13
COPY --from=scratch /etc/passwd /srv/
""",
    "variables": """\
ARG TAG
FROM debian:$TAG
""",
    "secrets": """\
FROM debian:13
ARG NPM_TOKEN
ENV DB_PASSWORD=x API_KEY=$NPM_TOKEN
RUN echo $HOME $undefined
ENV LATER=$missing OWN=$OWN
COPY $nowhere /srv/
""",
    "twice": """\
# check=experimental=CopyIgnoredFile
FROM debian:13
HEALTHCHECK CMD true
HEALTHCHECK NONE
ENTRYPOINT ["/bin/sh"]
ENTRYPOINT /bin/sh -c
CMD ["a"]
Cmd ["b"]
RUN ["echo", "x"]
COPY ignored.txt app.txt /srv/
""",
}


@pytest.mark.parametrize("name", FILES)
def test_the_same_checks(project, name):
    files = {"app.txt": "", "ignored.txt": "", ".dockerignore": "ignored.txt\n"}
    work = project(FILES[name], files)
    done = work.docker.call("build", "--call=check,format=json", work.docker.inside(work.folder))
    said = done.stdout.decode()
    assert said.startswith("{"), f"{said}{done.stderr.decode()}"
    theirs = [placed(one["ruleName"], one["location"]["ranges"][0]["start"]["line"]) for one in json.loads(said)["warnings"]]
    ours = [placed(one["code"], one["line"]) for one in work.findings("--profile", "buildkit")]
    assert theirs
    assert sorted(ours) == sorted(theirs)


def placed(check, line):
    """A finding, with its line where both mean the same: of empty lines, BuildKit names a later one."""
    return check, 0 if check == "NoEmptyContinuation" else line
