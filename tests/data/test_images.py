"""References and what is known of their images."""

import pytest

from dockwright.data.images import Image, is_windows, known

# registry, repository, tag, expected facts by field
CASES = [
    (
        "docker.io",
        "library/debian",
        "bookworm-slim",
        {"family": "debian", "user": "", "sh": "dash", "has_bash": True, "lists_removed": True},
    ),
    ("docker.io", "library/debian", "", {"family": "debian", "env": (), "env_complete": True, "users": (), "tools": ()}),
    ("docker.io", "library/ubuntu", "24.04", {"family": "ubuntu", "users": ("ubuntu",), "ready_user": "ubuntu"}),
    ("docker.io", "library/ubuntu", "noble", {"family": "ubuntu", "users": ("ubuntu",), "ready_user": "ubuntu"}),
    ("docker.io", "library/ubuntu", "22.04", {"family": "ubuntu", "users": (), "ready_user": ""}),
    ("docker.io", "library/ubuntu", "jammy-20240111", {"family": "ubuntu", "users": (), "ready_user": ""}),
    ("docker.io", "library/ubuntu", "latest", {"family": "ubuntu", "users": ("ubuntu",), "ready_user": ""}),
    ("docker.io", "library/alpine", "3.20", {"family": "alpine", "sh": "ash", "has_bash": False, "tools": ("nc", "wget")}),
    ("docker.io", "library/busybox", "musl", {"family": "busybox", "sh": "ash", "has_bash": False, "can_add_users": True}),
    ("docker.io", "library/scratch", "", {"family": "scratch", "sh": "none", "has_shell": False, "users": ()}),
    ("docker.io", "library/fedora", "41", {"family": "fedora", "sh": "bash", "can_add_users": True}),
    ("docker.io", "library/rockylinux", "9-minimal", {"family": "rhel", "can_add_users": False}),
    ("docker.io", "library/amazonlinux", "2023", {"family": "amazon", "user": "", "can_add_users": False}),
    ("docker.io", "library/archlinux", "latest", {"family": "arch", "has_bash": True}),
    ("docker.io", "library/buildpack-deps", "jammy-scm", {"family": "ubuntu", "tools": ("curl", "wget")}),
    ("docker.io", "library/node", "20", {"family": "debian", "user": "", "ready_user": "node", "tools": ("curl", "wget")}),
    ("docker.io", "library/node", "20-alpine", {"family": "alpine", "ready_user": "node", "has_bash": False, "tools": ("nc", "wget")}),
    ("docker.io", "library/node", "22-bookworm-slim", {"family": "debian", "users": ("node",), "tools": ()}),
    ("docker.io", "library/python", "3.12", {"family": "debian", "lists_removed": True, "workdir": "", "tools": ("curl", "wget")}),
    ("docker.io", "library/python", "3.12-slim", {"family": "debian", "tools": (), "ready_user": ""}),
    ("docker.io", "library/python", "3.14.7-alpine3.24", {"family": "alpine", "lists_removed": False, "has_bash": False}),
    (
        "docker.io",
        "library/python",
        "3.12-windowsservercore-ltsc2022",
        {"family": "windows", "user": "ContainerAdministrator", "sh": "cmd"},
    ),
    ("docker.io", "library/golang", "1.26", {"family": "debian", "workdir": "/go", "env": ("GOLANG_VERSION", "GOTOOLCHAIN", "GOPATH")}),
    ("docker.io", "library/golang", "1.26-nanoserver-ltsc2022", {"family": "windows", "user": "ContainerUser", "workdir": None}),
    ("docker.io", "library/rust", "1.93-slim-trixie", {"family": "debian", "tools": ()}),
    ("docker.io", "library/ruby", "3.3-alpine", {"family": "alpine", "has_bash": False}),
    ("docker.io", "library/php", "8.3-fpm-alpine", {"family": "alpine", "users": ("www-data",), "workdir": "/var/www/html"}),
    (
        "docker.io",
        "library/php",
        "8.3-apache",
        {"family": "debian", "ready_user": "www-data", "workdir": "/var/www/html", "tools": ("curl",)},
    ),
    ("docker.io", "library/php", "8.3-cli", {"family": "debian", "workdir": ""}),
    ("docker.io", "library/composer", "2", {"family": "alpine", "has_bash": True, "workdir": "/app"}),
    ("docker.io", "library/openjdk", "17", {"family": "rhel", "lists_removed": False}),
    ("docker.io", "library/openjdk", "8u342-jdk", {"family": "debian", "tools": ("curl", "wget")}),
    ("docker.io", "library/openjdk", "11.0.3-jdk-slim", {"family": "debian", "tools": ()}),
    ("docker.io", "library/openjdk", "17-slim", {"family": "debian"}),
    ("docker.io", "library/eclipse-temurin", "21", {"family": "ubuntu", "user": "", "tools": ("curl", "wget")}),
    ("docker.io", "library/eclipse-temurin", "21-ubi9-minimal", {"family": "rhel", "can_add_users": False, "sh": "bash"}),
    ("docker.io", "library/eclipse-temurin", "17-jre-alpine", {"family": "alpine", "has_bash": None}),
    ("docker.io", "library/amazoncorretto", "21", {"family": "amazon", "can_add_users": False}),
    ("docker.io", "library/amazoncorretto", "17-alpine3.20", {"family": "alpine"}),
    ("docker.io", "library/maven", "3-amazoncorretto-17", {"family": "amazon"}),
    ("docker.io", "library/maven", "3-amazoncorretto-17-debian", {"family": "debian"}),
    ("docker.io", "library/maven", "3.9-eclipse-temurin-21-alpine", {"family": "alpine", "has_bash": True}),
    ("docker.io", "library/maven", "3.9.9-eclipse-temurin-17", {"family": "ubuntu"}),
    ("docker.io", "library/maven", "3-jdk-8", {"family": "debian"}),
    ("docker.io", "library/maven", "3.8-openjdk-17", {"family": "rhel"}),
    ("docker.io", "library/maven", "3.8-openjdk-11", {"family": "debian"}),
    ("docker.io", "library/gradle", "8.7.0-jdk21", {"family": "ubuntu", "user": "", "ready_user": "gradle", "workdir": "/home/gradle"}),
    ("docker.io", "library/gradle", "5.4.1-jdk11", {"family": "debian", "user": None}),
    ("docker.io", "library/tomcat", "9.0.99-jdk17-temurin", {"family": "ubuntu", "workdir": "/usr/local/tomcat"}),
    ("docker.io", "library/tomcat", "8.5-jre8-slim", {"family": "debian"}),
    ("docker.io", "library/nginx", "alpine", {"family": "alpine", "user": "", "drops_privileges": False, "users": ("nginx",)}),
    ("docker.io", "library/nginx", "1.27", {"family": "debian", "user": "", "drops_privileges": False, "ready_user": ""}),
    ("docker.io", "library/haproxy", "3.0", {"user": "haproxy", "workdir": "/var/lib/haproxy"}),
    ("docker.io", "library/haproxy", "2.2-alpine", {"family": "alpine", "user": "", "workdir": ""}),
    ("docker.io", "library/traefik", "v1.7", {"family": "scratch", "has_shell": False}),
    ("docker.io", "library/traefik", "v3.1", {"family": "alpine"}),
    ("docker.io", "library/redis", "7-alpine", {"family": "alpine", "user": "", "drops_privileges": True}),
    ("docker.io", "library/postgres", "16", {"family": "debian", "drops_privileges": True, "users": ("postgres",)}),
    ("docker.io", "library/postgres", "16-alpine", {"family": "alpine", "has_bash": True}),
    ("docker.io", "library/mysql", "8.4", {"family": "rhel", "drops_privileges": True}),
    ("docker.io", "library/mysql", "8.0-debian", {"family": "debian"}),
    ("docker.io", "library/mongo", "7-windowsservercore", {"family": "windows", "drops_privileges": False}),
    ("docker.io", "library/memcached", "1.6", {"user": "memcache", "drops_privileges": False}),
    ("docker.io", "library/elasticsearch", "8.15.0", {"user": "elasticsearch", "family": ""}),
    ("docker.io", "library/elasticsearch", "7.17.0", {"user": None}),
    ("docker.io", "library/docker", "29-dind-rootless", {"family": "alpine", "user": "rootless"}),
    ("docker.io", "library/docker", "29-cli", {"family": "alpine", "user": ""}),
    ("docker.io", "library/sonarqube", "10-community", {"user": "sonarqube"}),
    ("docker.io", "nginxinc/nginx-unprivileged", "1.27-alpine", {"family": "alpine", "user": "101"}),
    ("docker.io", "denoland/deno", "2.1.0", {"user": "", "ready_user": "deno"}),
    ("docker.io", "oven/bun", "1-alpine", {"family": "alpine", "ready_user": "bun", "workdir": "/home/bun/app"}),
    ("docker.io", "jenkins/jenkins", "lts-rhel-ubi9", {"family": "rhel", "user": "jenkins"}),
    ("docker.io", "jupyter/scipy-notebook", "latest", {"user": "1000", "users": ("jovyan", "ubuntu")}),
    ("quay.io", "jupyter/base-notebook", "", {"user": "1000", "workdir": "/home/jovyan"}),
    ("docker.io", "apache/airflow", "2.9.0", {"user": "airflow", "workdir": "/opt/airflow", "lists_removed": False}),
    ("docker.io", "bitnami/redis", "7.2", {"family": "debian", "user": "1001"}),
    ("docker.io", "bitnami/node", "20", {"user": None}),
    ("docker.io", "bitnami/minideb", "bookworm", {"user": "", "lists_removed": True}),
    ("docker.io", "selenium/standalone-chrome", "4.20", {"user": "1200"}),
    ("docker.io", "cimg/node", "20.1", {"user": "circleci"}),
    ("docker.io", "grafana/grafana", "11.0.0-ubuntu", {"family": "ubuntu", "user": "472"}),
    ("docker.io", "nvidia/cuda", "12.1.0-devel-ubuntu22.04", {"family": "ubuntu", "user": "", "users": None}),
    ("docker.io", "nvidia/cuda", "12.4.1-base-ubi8", {"family": "rhel"}),
    ("docker.io", "mambaorg/micromamba", "2.0", {"user": "mambauser", "family": "debian"}),
    ("quay.io", "keycloak/keycloak", "25.0", {"family": "rhel", "user": "1000", "can_add_users": False}),
    ("gcr.io", "distroless/static-debian12", "", {"family": "distroless", "user": "", "has_shell": False, "env": ("SSL_CERT_FILE",)}),
    ("gcr.io", "distroless/static-debian12", "nonroot", {"user": "65532", "workdir": "/home/nonroot", "has_shell": False}),
    ("gcr.io", "distroless/base-debian12", "debug", {"user": "", "has_shell": True, "sh": "none"}),
    ("gcr.io", "distroless/java21-debian12", "debug-nonroot", {"user": "65532", "has_shell": True}),
    ("gcr.io", "distroless/nodejs22-debian12", "latest", {"has_shell": False, "has_bash": False, "env_complete": False}),
    ("cgr.dev", "chainguard/static", "latest", {"family": "wolfi", "user": "65532", "has_shell": False}),
    ("cgr.dev", "chainguard/python", "latest-dev", {"user": "65532", "has_shell": True, "can_add_users": True}),
    ("cgr.dev", "chainguard/wolfi-base", "latest", {"user": "", "sh": "ash", "has_bash": False}),
    ("cgr.dev", "example.com/node", "20-dev", {"user": "65532", "sh": "ash"}),
    ("mcr.microsoft.com", "dotnet/aspnet", "8.0", {"family": "debian", "user": "", "ready_user": "app", "tools": ()}),
    ("mcr.microsoft.com", "dotnet/aspnet", "6.0", {"family": "debian", "ready_user": "", "users": None}),
    ("mcr.microsoft.com", "dotnet/aspnet", "8.0-alpine", {"family": "alpine", "ready_user": "app", "has_bash": False}),
    (
        "mcr.microsoft.com",
        "dotnet/aspnet",
        "8.0-jammy-chiseled",
        {"family": "distroless", "user": "app", "has_shell": False, "ready_user": ""},
    ),
    ("mcr.microsoft.com", "dotnet/runtime", "8.0-azurelinux3.0", {"family": "azurelinux", "can_add_users": False}),
    ("mcr.microsoft.com", "dotnet/runtime", "8.0-cbl-mariner2.0-distroless", {"family": "distroless", "user": "app"}),
    ("mcr.microsoft.com", "dotnet/sdk", "10.0", {"family": "ubuntu", "tools": ("curl", "wget")}),
    ("mcr.microsoft.com", "dotnet/sdk", "8.0-nanoserver-ltsc2022", {"family": "windows", "user": "ContainerUser", "ready_user": ""}),
    ("mcr.microsoft.com", "dotnet/core/runtime-deps", "3.1", {"family": "debian", "env_complete": False}),
    ("mcr.microsoft.com", "dotnet/framework/aspnet", "4.8", {"family": "windows", "user": "ContainerAdministrator"}),
    ("mcr.microsoft.com", "windows/nanoserver", "ltsc2022", {"family": "windows", "user": "ContainerUser"}),
    ("mcr.microsoft.com", "windows/servercore", "ltsc2019", {"family": "windows", "user": "ContainerAdministrator"}),
    ("mcr.microsoft.com", "windows/servercore/iis", "", {"family": "windows"}),
    ("mcr.microsoft.com", "playwright", "v1.48.0-noble", {"family": "ubuntu", "ready_user": "pwuser"}),
    ("mcr.microsoft.com", "devcontainers/base", "alpine-3.20", {"family": "alpine", "has_bash": None}),
    ("registry.access.redhat.com", "ubi9", "9.4", {"family": "rhel", "can_add_users": True}),
    ("registry.access.redhat.com", "ubi9/ubi-minimal", "9.5", {"family": "rhel", "can_add_users": False, "tools": ("curl",)}),
    ("registry.redhat.io", "ubi9/python-311", "latest", {"family": "rhel", "user": "1001"}),
    ("docker.io", "redhat/ubi9-micro", "", {"family": "rhel", "tools": (), "can_add_users": False}),
    ("docker.io", "library/ubi10-minimal", "latest", {"family": "rhel", "can_add_users": False}),
    ("docker.io", "opensuse/leap", "15.6", {"family": "suse", "can_add_users": True}),
    ("docker.io", "opensuse/tumbleweed", "latest", {"family": "suse", "can_add_users": False}),
    ("public.ecr.aws", "docker/library/python", "3.12-slim", {"family": "debian"}),
    ("mirror.gcr.io", "library/node", "20-alpine", {"family": "alpine", "ready_user": "node"}),
    ("mcr.microsoft.com", "mirror/docker/library/python", "3.7-slim-buster", {"family": "debian", "tools": ()}),
    ("docker.io", "arm64v8/alpine", "3.20", {"family": "alpine"}),
    ("docker.io", "amd64/buildpack-deps", "noble-curl", {"family": "ubuntu"}),
    ("registry.example.com", "team/app", "1.2-alpine3.20", {"family": "alpine", "user": None, "has_bash": None, "users": None}),
    ("registry.example.com", "team/app", "bookworm", {"family": "debian", "user": None, "lists_removed": False}),
    ("docker.io", "example/ubuntu-tools", "", {"family": "ubuntu", "user": None}),
    ("docker.io", "stefanscherer/node-windows", "10", {"family": "windows", "user": None}),
]


@pytest.mark.parametrize("registry, repository, tag, expected", CASES, ids=lambda value: value if isinstance(value, str) else "")
def test_facts(registry: str, repository: str, tag: str, expected: dict[str, object]) -> None:
    image = known(registry, repository, tag)
    assert image is not None
    assert {field: getattr(image, field) for field in expected} == expected


UNKNOWN = [
    ("docker.io", "library/nosuchimage", "1.0"),
    ("docker.io", "example/app", "latest"),
    ("registry.example.com", "library/node", "20"),
    ("registry.example.com", "team/stable", "1-el"),
    ("docker.io", "", ""),
    ("", "", "🐍-\x00--"),
    ("docker.io", "a/" * 200 + "b", "1" * 5000),
]


@pytest.mark.parametrize("registry, repository, tag", UNKNOWN)
def test_unknown(registry: str, repository: str, tag: str) -> None:
    assert known(registry, repository, tag) is None


def test_a_digest_alone_names_no_variant() -> None:
    digest = "sha256:" + "0" * 64
    assert known("docker.io", "library/node", "", digest) is None
    assert known("docker.io", "library/node", "20-alpine", digest) == known("docker.io", "library/node", "20-alpine")
    assert known("docker.io", "library/alpine", "", digest) == known("docker.io", "library/alpine", "")


def test_environment_of_language_images() -> None:
    def env(repository: str, tag: str) -> tuple[str, ...]:
        image = known("docker.io", repository, tag)
        assert isinstance(image, Image)
        return image.env

    assert {"NODE_VERSION", "YARN_VERSION"} <= set(env("library/node", "20-alpine"))
    assert {"LANG", "GPG_KEY", "PYTHON_VERSION"} <= set(env("library/python", "3.12-slim"))
    assert {"JAVA_HOME", "JAVA_VERSION", "LANG"} <= set(env("library/eclipse-temurin", "21-jre"))
    assert {"GRADLE_HOME", "JAVA_HOME"} <= set(env("library/gradle", "8-jdk21"))


@pytest.mark.parametrize("tag, named", [("8.0", True), ("10.0-noble", True), ("", True), ("6.0", False), ("7.0-alpine", False)])
def test_dotnet_names_its_user_since_8(tag: str, named: bool) -> None:
    image = known("mcr.microsoft.com", "dotnet/aspnet", tag)
    assert image is not None
    assert ("APP_UID" in image.env) is named
    assert (image.ready_user == "app") is named


WINDOWS = [
    ("mcr.microsoft.com", "windows/servercore", "ltsc2022", "", True),
    ("mcr.microsoft.com", "windows", "1809", "", True),
    ("docker.io", "library/golang", "1.26", "windows/amd64", True),
    ("docker.io", "library/golang", "1.26", "linux/arm64", False),
    ("docker.io", "library/golang", "1.26", "$BUILDPLATFORM", False),
    ("docker.io", "library/golang", "1.26-windowsservercore-ltsc2022", "$TARGETPLATFORM", True),
    ("docker.io", "library/golang", "1.26-alpine", "", False),
    ("docker.io", "microsoft/dotnet", "2.2-sdk-nanoserver-1809", "", True),
    ("docker.io", "microsoft/dotnet-framework", "4.7.2-sdk", "", True),
    ("registry.example.com", "team/app", "ltsc2022", "", True),
    ("registry.example.com", "team/app", "ltsc", "", False),
    ("registry.example.com", "team/app", "1.0", "", False),
    ("registry.example.com", "team/app", "1.0", "Windows/amd64", True),
]


@pytest.mark.parametrize("registry, repository, tag, platform, expected", WINDOWS)
def test_windows(registry: str, repository: str, tag: str, platform: str, expected: bool) -> None:
    assert is_windows(registry, repository, tag, platform) is expected
