"""Images that their publishers have given up or moved, and what takes their place.

Sources: the `deprecated.md` files of `docker-library/docs`; the announcements of the publishers: Microsoft (`dotnet/dotnet-docker`
issues 1939 and 2375), Kubernetes ("registry.k8s.io", 2023), Bitnami (`bitnami/containers` issue 83267), MinIO (`minio/minio` issue 21647),
Jupyter (`jupyter/docker-stacks`), CircleCI (legacy convenience images). Looked at in November 2026.
"""

from __future__ import annotations

from dockwright.text import NamedTuple

AS_OF = "2026-11"


class Discontinued(NamedTuple):
    """An image that gets no more updates under its name.

    `successor` is the name to use, with a `*` for the rest of a publisher's; empty where there is none. `advice` says what to use
    where that is no single image. `tags` are those that the successor is known to have, as `there`, `here>there` or `*` for all;
    `1.14.*` stands for what begins with `1.14.`. Tags with one of the words `alive` are still made.
    """

    successor: str
    tags: tuple[str, ...] = ()
    advice: str = ""
    alive: tuple[str, ...] = ()


def _java(versions: tuple[str, ...], ending: str = "") -> tuple[str, ...]:
    """Tags of Eclipse Temurin for those of OpenJDK; it has no slim images, its plain ones are as small."""
    kinds = ("jdk", "jre", "jdk-alpine", "jre-alpine")
    found = [f"{version}-{kind}{ending}>{version}-{kind}" for version in versions for kind in (kinds[:2] if ending else kinds)]
    return (*versions, *found)


_JDKS = ("8", "11", "17", "21")
_OPENJDK = Discontinued(
    "eclipse-temurin",
    (*_java(_JDKS), *_java(_JDKS, "-slim"), *(f"{one}-slim>{one}-jdk" for one in _JDKS), *(f"{one}-alpine" for one in _JDKS)),
    alive=("ea", "rc"),
)
_ADOPT = Discontinued("eclipse-temurin", _java(_JDKS, "-hotspot"))
_ROCKY = ("8", "9", "8-minimal", "9-minimal")
_CORE = ("2.1", "3.1", "2.1-alpine", "3.1-alpine", "3.1-focal", "3.1-bionic")
_FASTAPI = Discontinued("", advice="the `python` image with uvicorn")

TABLE: dict[str, Discontinued] = {
    "openjdk": _OPENJDK,
    "java": Discontinued("eclipse-temurin", _java(("8",))),
    "adoptopenjdk": _ADOPT,
    "adoptopenjdk/*": Discontinued("", advice="eclipse-temurin"),
    "centos": Discontinued("almalinux", ("8", "centos8>8"), "almalinux or rockylinux/rockylinux"),
    "rockylinux": Discontinued("rockylinux/rockylinux", _ROCKY),
    "clefos": Discontinued("almalinux"),
    "sl": Discontinued("almalinux"),
    "opensuse": Discontinued("opensuse/leap", ("42.3", "15.0")),
    "ubuntu-debootstrap": Discontinued("ubuntu", ("14.04", "16.04")),
    "ubuntu-upstart": Discontinued("", advice="ubuntu"),
    "jenkins": Discontinued("jenkins/jenkins", ("2.60.*", "2.60.3", "alpine")),
    "vault": Discontinued("hashicorp/vault", ("1.12.*", "1.13.*")),
    "consul": Discontinued("hashicorp/consul", ("1.14.*", "1.15.*")),
    "emqx": Discontinued("emqx/emqx", ("5.*",)),
    "owncloud": Discontinued("owncloud/server"),
    "plone": Discontinued("plone/plone-backend"),
    "piwik": Discontinued("matomo"),
    "iojs": Discontinued("node"),
    "rails": Discontinued("ruby"),
    "django": Discontinued("python"),
    "celery": Discontinued("python"),
    "fsharp": Discontinued("mcr.microsoft.com/dotnet/sdk"),
    "mono": Discontinued("", advice="mcr.microsoft.com/dotnet/sdk"),
    "nats-streaming": Discontinued("nats"),
    "php-zendserver": Discontinued("php"),
    **{name: Discontinued("") for name in ("express-gateway", "glassfish", "hipache", "jobber", "kaazing-gateway", "swarm", "thrift")},
    "mhart/alpine-node": Discontinued("node", tuple(f"{number}>{number}-alpine" for number in (8, 10, 12, 14, 16))),
    "gliderlabs/alpine": Discontinued("alpine", tuple(f"3.{number}" for number in range(1, 10))),
    "jfloff/alpine-python": Discontinued("", advice="python with an alpine tag"),
    "frolvlad/alpine-oraclejdk8": Discontinued("", advice="eclipse-temurin with an alpine tag"),
    "anapsix/alpine-java": Discontinued("", advice="eclipse-temurin with an alpine tag"),
    "tiangolo/uvicorn-gunicorn": _FASTAPI,
    "tiangolo/uvicorn-gunicorn-fastapi": _FASTAPI,
    "tiangolo/uvicorn-gunicorn-starlette": _FASTAPI,
    "tiangolo/meinheld-gunicorn": _FASTAPI,
    "tiangolo/meinheld-gunicorn-flask": _FASTAPI,
    "hseeberger/scala-sbt": Discontinued("sbtscala/scala-sbt"),
    "portainer/portainer": Discontinued("portainer/portainer-ce"),
    "minio/minio": Discontinued("", advice="an image that is still built"),
    "jupyter/*": Discontinued("quay.io/jupyter/*", ("latest",)),
    "circleci/*": Discontinued("cimg/*"),
    "lambci/lambda": Discontinued("", advice="the images of public.ecr.aws/lambda"),
    "amazon/opendistro-for-elasticsearch": Discontinued("opensearchproject/opensearch"),
    **{f"bitnami/{name}": Discontinued("", advice=f"the image `{name}`") for name in ("node", "python", "ruby", "golang")},
    "bitnami/*": Discontinued("", advice="the project's own image"),
    "microsoft/dotnet": Discontinued("", advice="the images of mcr.microsoft.com/dotnet"),
    "microsoft/aspnetcore": Discontinued("mcr.microsoft.com/dotnet/aspnet"),
    "microsoft/aspnetcore-build": Discontinued("mcr.microsoft.com/dotnet/sdk"),
    "microsoft/dotnet-framework": Discontinued("", advice="the images of mcr.microsoft.com/dotnet/framework"),
    "microsoft/dotnet-framework-build": Discontinued("mcr.microsoft.com/dotnet/framework/sdk"),
    "microsoft/aspnet": Discontinued("mcr.microsoft.com/dotnet/framework/aspnet"),
    "microsoft/iis": Discontinued("mcr.microsoft.com/windows/servercore/iis", ("windowsservercore-ltsc2016",)),
    "microsoft/windowsservercore": Discontinued("mcr.microsoft.com/windows/servercore", ("ltsc2016", "1709", "1803")),
    "microsoft/nanoserver": Discontinued("mcr.microsoft.com/windows/nanoserver", ("sac2016", "1709", "1803")),
    "microsoft/mssql-server-linux": Discontinued("mcr.microsoft.com/mssql/server", ("2017-latest",)),
    "microsoft/azure-cli": Discontinued("mcr.microsoft.com/azure-cli"),
    "microsoft/powershell": Discontinued("mcr.microsoft.com/powershell"),
    "mcr.microsoft.com/dotnet/core/sdk": Discontinued("mcr.microsoft.com/dotnet/sdk", (*_CORE, "3.1-buster")),
    **{
        f"mcr.microsoft.com/dotnet/core/{name}": Discontinued(f"mcr.microsoft.com/dotnet/{name}", (*_CORE, "3.1-buster-slim"))
        for name in ("aspnet", "runtime", "runtime-deps")
    },
    "mcr.microsoft.com/vscode/devcontainers/*": Discontinued("mcr.microsoft.com/devcontainers/*"),
    "k8s.gcr.io/*": Discontinued("registry.k8s.io/*", ("*",)),
    "gcr.io/google_containers/*": Discontinued("registry.k8s.io/*"),
    "gcr.io/google-containers/*": Discontinued("registry.k8s.io/*"),
    "gcr.io/google-appengine/*": Discontinued(""),
    "gcr.io/distroless/java": Discontinued("", advice="gcr.io/distroless/java21-debian12"),
    "gcr.io/distroless/nodejs": Discontinued("", advice="gcr.io/distroless/nodejs22-debian12"),
    "gcr.io/distroless/python2.7": Discontinued("", advice="gcr.io/distroless/python3-debian12"),
    "ghcr.io/graalvm/graalvm-ce": Discontinued("ghcr.io/graalvm/graalvm-community"),
    "ghcr.io/graalvm/native-image": Discontinued("ghcr.io/graalvm/native-image-community"),
}
"""By the name that `images.canonical` gives; `x/*` is everything of a publisher that is not in the table by itself."""
_ALIVE = frozenset(("bitnami/minideb", "bitnami/sealed-secrets"))


def discontinued(name: str, tag: str) -> Discontinued | None:
    """What is known of an image that was given up, by its canonical name; None where it was not. A `*` is replaced."""
    if name in _ALIVE:
        return None
    found = TABLE.get(name)
    head = name
    while found is None and "/" in head:
        head = head.rpartition("/")[0]
        found = TABLE.get(f"{head}/*")
    if found is None or not {*found.alive}.isdisjoint(tag.split("-")):
        return None
    return found._replace(successor=found.successor.replace("*", name[len(head) + 1 :]))


def tag_there(found: Discontinued, tag: str) -> str:
    """The tag of the successor that takes the place of one; empty where none is known."""
    for row in found.tags:
        here, _, there = row.partition(">")
        if here in (tag, "*") or (here.endswith(".*") and tag.startswith(here[:-1])):
            return there or tag
    return ""


__all__ = ["AS_OF", "TABLE", "Discontinued", "discontinued", "tag_there"]
