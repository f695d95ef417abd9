"""Images outside `docker.io/library`, by registry and repository; `/*` stands for everything below.

Docker Hub's have no registry in their key. Rows with `env` were read in the image's own Dockerfile:
`dotnet/dotnet-docker`, `GoogleContainerTools/distroless`, `jenkinsci/docker`, `denoland/deno_docker`, `oven-sh/bun`,
`jupyter/docker-stacks`, `mamba-org/micromamba-docker`, `nginxinc/docker-nginx-unprivileged`,
`keycloak/keycloak`, `microsoft/playwright`, `SeleniumHQ/docker-selenium`, `cypress-io/cypress-docker-images`. The others
give what the publisher documents (Red Hat catalogue, Chainguard Academy, Bitnami containers, Microsoft Learn, …).
"""

from __future__ import annotations

from dockwright.data.rows import BASH_ON_ALPINE, BASH_UNSURE, BUILD, Row

_JUPYTER = ("CONDA_DIR", "SHELL", "NB_USER", "NB_UID", "NB_GID", "LC_ALL", "LANG", "LANGUAGE", "HOME", "DEBIAN_FRONTEND")
_JENKINS = (
    *("LANG", "JENKINS_HOME", "JENKINS_SLAVE_AGENT_PORT", "REF", "JENKINS_VERSION", "JENKINS_UC", "JENKINS_UC_EXPERIMENTAL"),
    *("JENKINS_INCREMENTALS_REPO_MIRROR", "JENKINS_INCLUDE_MIRRORS", "COPY_REFERENCE_FILE_LOG", "JAVA_HOME", "JENKINS_ENABLE_FUTURE_JAVA"),
)
_MAMBA = ("MAMBA_USER", "MAMBA_USER_ID", "MAMBA_USER_GID", "LANG", "LC_ALL", "ENV_NAME", "MAMBA_ROOT_PREFIX", "MAMBA_EXE")
_MAMBA_ROW = Row("debian", "mambauser", "", _MAMBA, "/tmp", ("mambauser",), (), on=BASH_UNSURE)
_DENO = Row("debian", "", "deno", ("DENO_DIR", "DENO_INSTALL_ROOT", "DENO_VERSION"), "", ("deno",), (), on=BASH_UNSURE)
_BUN_ENV = ("BUN_RUNTIME_TRANSPILER_CACHE_PATH", "BUN_INSTALL_BIN", "BUN_INSTALL")
_S2I = Row("rhel", "1001")
_JUPYTER_ROW = Row("ubuntu", "1000", "", _JUPYTER, "/home/jovyan", ("jovyan",), ("wget",))
_JUPYTER_BASE = _JUPYTER_ROW._replace(env=None)
_SELENIUM = Row("ubuntu", "1200", "", None, None, ("seluser",), BUILD)
_DEVCONTAINER = Row("debian", "", "vscode")
_WINDOWS = Row("servercore", "ContainerAdministrator")
_NANO = Row("nanoserver", "ContainerUser")
_UBI = Row("rhel", workdir="", tools=())
_UBI_MINIMAL = Row("rhel-minimal", workdir="", on=(("", "tools", ("curl",)),))
_SUSE = Row("suse", workdir="")
_CHAINGUARD = Row("wolfi-distroless", "65532", on=(("dev", "base", "wolfi"),))
_DISTROLESS = Row(
    *("distroless", "", "nonroot", None, "", ("nonroot",), ()),
    on=(("nonroot", "user", "65532"), ("nonroot", "workdir", "/home/nonroot"), ("debug", "base", "distroless-debug")),
)
_DOTNET_ENV = (
    *("APP_UID", "ASPNETCORE_HTTP_PORTS", "DOTNET_RUNNING_IN_CONTAINER", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "DOTNET_VERSION"),
    *("ASPNET_VERSION", "ASPNETCORE_URLS", "DOTNET_SDK_VERSION", "DOTNET_GENERATE_ASPNET_CERTIFICATE", "DOTNET_NOLOGO"),
    *("DOTNET_USE_POLLING_FILE_WATCHER", "NUGET_XMLDOC_MODE", "POWERSHELL_DISTRIBUTION_CHANNEL", "DOTNET_ROLL_FORWARD"),
)
_DOTNET = Row(
    *("ubuntu", "", "app", _DOTNET_ENV, "", ("app",), ()),
    on=(("distroless", "user", "app"), ("distroless", "ready_user", "")),
    before=(
        ((10,), "base", "debian"),
        ((8,), "ready_user", ""),
        ((8,), "users", None),
        ((8,), "env", tuple(name for name in _DOTNET_ENV if name not in ("APP_UID", "ASPNETCORE_HTTP_PORTS"))),
        ((5,), "env_complete", False),
    ),
)
_SDK = _DOTNET._replace(tools=("curl",), full=BUILD)

HUB = {
    "nginxinc/nginx-unprivileged": Row(
        *("debian", "101", "", ("NGINX_VERSION", "PKG_RELEASE", "DYNPKG_RELEASE", "NJS_VERSION", "NJS_RELEASE", "ACME_VERSION")),
        *("", ("nginx",)),
    ),
    "denoland/deno": _DENO,
    "oven/bun": Row("debian", "", "bun", _BUN_ENV, "/home/bun/app", ("bun",), ()),
    "jenkins/jenkins": Row("debian", "jenkins", "", _JENKINS, "", ("jenkins",), ("curl",), on=BASH_ON_ALPINE),
    "jenkins/agent": Row("debian", "jenkins", users=("jenkins",), on=BASH_ON_ALPINE),
    "jenkins/inbound-agent": Row("debian", "jenkins", users=("jenkins",), on=BASH_ON_ALPINE),
    "jupyter/*": _JUPYTER_BASE,
    "jupyter/base-notebook": _JUPYTER_BASE,
    "jupyter/docker-stacks-foundation": _JUPYTER_ROW,
    "mambaorg/micromamba": _MAMBA_ROW,
    "selenium/*": _SELENIUM,
    "cypress/*": Row("debian", workdir=""),
    "apache/airflow": Row("debian", "airflow", "", None, "/opt/airflow", ("airflow",)),
    "apache/kafka": Row("alpine", "appuser", on=BASH_ON_ALPINE),
    "grafana/grafana": Row("alpine", "472", workdir="/usr/share/grafana", users=("grafana",), on=BASH_ON_ALPINE),
    "grafana/k6": Row("alpine", "k6", users=("k6",)),
    "grafana/loki": Row("", "10001"),
    "prom/*": Row("busybox", "nobody"),
    "prom/prometheus": Row("busybox", "nobody", workdir="/prometheus"),
    "nvidia/cuda": Row("ubuntu", workdir=""),
    "nvidia/cudagl": Row("ubuntu", workdir=""),
    "pytorch/pytorch": Row("ubuntu", workdir="/workspace"),
    "tensorflow/tensorflow": Row("ubuntu"),
    "continuumio/miniconda3": Row("debian", "", "", ("LANG", "LC_ALL"), "", (), ("wget",)),
    "continuumio/anaconda3": Row("debian", "", "", ("LANG", "LC_ALL"), "", (), ("wget",)),
    "continuumio/miniconda": Row("debian", workdir=""),
    "condaforge/*": Row("ubuntu"),
    "rocker/*": Row("ubuntu"),
    "homebrew/brew": Row("ubuntu", "linuxbrew", users=("linuxbrew",)),
    "circleci/*": Row("debian", "circleci", users=("circleci",)),
    "cimg/*": Row("ubuntu", "circleci", users=("circleci",), workdir="/home/circleci/project"),
    "gitpod/*": Row("ubuntu", "gitpod", users=("gitpod",), workdir="/home/gitpod"),
    "hexpm/*": Row("debian"),
    "hashicorp/terraform": Row("alpine"),
    "hashicorp/vault": Row("alpine", "", "", ("NAME", "VERSION"), "", ("vault",), ()),
    "hashicorp/consul": Row("alpine", users=("consul",)),
    "alpine/*": Row("alpine"),
    "lukemathwalker/cargo-chef": Row("debian", env=("RUSTUP_HOME", "CARGO_HOME", "RUST_VERSION"), users=()),
    "sbtscala/scala-sbt": Row("ubuntu", workdir="/root"),
    "hseeberger/scala-sbt": Row("debian", None),
    "rockylinux/rockylinux": Row("rhel", workdir="", tools=()),
    "almalinux/*": Row("rhel", workdir=""),
    "opensuse/*": _SUSE,
    "opensuse/tumbleweed": Row("suse", workdir="", on=(("", "can_add_users", False),)),
    "debian/eol": Row("debian", env=(), workdir="", users=()),
    "nixos/nix": Row("nix"),
    "tonistiigi/xx": Row("scratch"),
    "adoptopenjdk/*": Row("ubuntu"),
    "azul/zulu-openjdk": Row("ubuntu"),
    "azul/zulu-openjdk-alpine": Row("alpine"),
    "azul/zulu-openjdk-debian": Row("debian"),
    "bellsoft/*": Row(""),
    "tiangolo/*": Row("debian", workdir="/app"),
    "google/cloud-sdk": Row("debian"),
    "bitnami/*": Row("debian", "1001"),
    "bitnami/minideb": Row("debian", env=(), workdir="", users=(), tools=()),
    "bitnamilegacy/*": Row("debian", "1001"),
    "bitnamilegacy/minideb": Row("debian", env=(), workdir="", users=(), tools=()),
    "bitnamisecure/*": Row("photon", "1001"),
    **{f"bitnami/{name}": Row("debian", None) for name in ("node", "python", "ruby", "java", "golang", "git", "php-fpm")},
    "percona/percona-server-mongodb": Row("rhel", "1001"),
    "minio/minio": Row("rhel-micro", None),
    "squidfunk/mkdocs-material": Row("alpine", workdir="/docs"),
    "phpswoole/swoole": Row("debian", users=("www-data",)),
    "dunglas/frankenphp": Row("debian", users=("www-data",), workdir="/app"),
    "biocontainers/biocontainers": Row("ubuntu", "biodocker", workdir="/data", users=("biodocker",)),
    "crystallang/crystal": Row("ubuntu"),
    "ocurrent/opam": Row("debian", "opam", users=("opam",)),
    "ocaml/opam": Row("debian", "opam", users=("opam",)),
    "pihole/pihole": Row("alpine", on=BASH_ON_ALPINE),
    "linuxserver/*": Row("", None),
    "phusion/*": Row("ubuntu"),
    "amazon/aws-cli": Row("amazon", workdir="/aws"),
    "actions/actions-runner": Row("ubuntu", "runner", users=("runner",)),
    "intel/oneapi-basekit": Row("ubuntu"),
    "rocm/*": Row("ubuntu"),
    "microsoft/dotnet": _DOTNET,
    "microsoft/aspnetcore": _DOTNET,
    "microsoft/aspnetcore-build": _DOTNET,
    "microsoft/dotnet-framework": _WINDOWS,
    "microsoft/dotnet-framework-build": _WINDOWS,
    "microsoft/aspnet": _WINDOWS,
    "microsoft/iis": _WINDOWS,
    "microsoft/windowsservercore": _WINDOWS,
    "microsoft/nanoserver": _NANO,
    "stefanscherer/*": Row("", None),
}

OTHERS = {
    "cgr.dev/chainguard/wolfi-base": Row("wolfi", workdir="", on=(("", "has_bash", False),)),
    "cgr.dev/chainguard/chainguard-base": Row("wolfi", None),
    "cgr.dev/chainguard/busybox": Row("wolfi", "65532"),
    "cgr.dev/chainguard/static": _CHAINGUARD,
    "cgr.dev/chainguard/glibc-dynamic": _CHAINGUARD,
    "cgr.dev/chainguard/nginx": _CHAINGUARD,
    "cgr.dev/chainguard/python": _CHAINGUARD,
    # Which of the others have a shell without -dev is not documented.
    "cgr.dev/*": Row(
        "wolfi", "65532", on=(("", "sh", ""), ("", "can_add_users", False), ("dev", "sh", "ash"), ("dev", "can_add_users", True))
    ),
    "gcr.io/distroless/*": _DISTROLESS,
    **{f"gcr.io/distroless/{name}": _DISTROLESS._replace(env=("SSL_CERT_FILE",)) for name in ("static", "base", "base-nossl", "cc")},
    "registry.access.redhat.com/*": Row("rhel", None),
    **{f"registry.access.redhat.com/{name}": _UBI for name in ("ubi", "ubi-init", "ubi/ubi", "ubi/ubi-init")},
    **{f"registry.access.redhat.com/{name}": _UBI_MINIMAL for name in ("ubi-minimal", "ubi/ubi-minimal")},
    **{f"registry.access.redhat.com/{name}": Row("rhel-micro", workdir="", tools=()) for name in ("ubi-micro", "ubi/ubi-micro")},
    "registry.access.redhat.com/ubi/*": _S2I,
    **{f"registry.access.redhat.com/ubi/{name}": Row("rhel", None) for name in ("s2i-base", "s2i-core", "toolbox")},
    **{
        f"registry.access.redhat.com/ubi/openjdk-{n}{kind}": Row("rhel-minimal", "185")
        for n in (8, 11, 17, 21)
        for kind in ("", "-runtime")
    },
    "ghcr.io/wolfi-dev/*": Row("wolfi", None),
    "quay.io/keycloak/keycloak": Row("rhel-micro", "1000", users=("keycloak",)),
    "quay.io/centos/centos": _UBI,
    "quay.io/centos/*": _UBI,
    "quay.io/fedora/fedora": Row("fedora", workdir="", tools=()),
    "quay.io/fedora/fedora-minimal": Row("fedora-minimal", workdir=""),
    "registry.fedoraproject.org/fedora": Row("fedora", workdir="", tools=()),
    "registry.fedoraproject.org/fedora-minimal": Row("fedora-minimal", workdir=""),
    "quay.io/rockylinux/*": _UBI,
    "quay.io/almalinuxorg/*": Row("rhel", workdir=""),
    "quay.io/jupyter/*": _JUPYTER_BASE,
    "quay.io/jupyter/docker-stacks-foundation": _JUPYTER_ROW,
    "quay.io/prometheus/*": Row("busybox", "nobody"),
    "quay.io/sclorg/*": _S2I,
    "quay.io/sclorg/s2i-base-c9s": Row("rhel", None),
    "quay.io/sclorg/s2i-base-c10s": Row("rhel", None),
    "quay.io/sclorg/s2i-core-c9s": Row("rhel", None),
    "quay.io/sclorg/s2i-core-c10s": Row("rhel", None),
    "quay.io/fedora/s2i-base": Row("fedora", None),
    "quay.io/fedora/s2i-core": Row("fedora", None),
    "quay.io/podman/*": Row("fedora", ""),
    "quay.io/pypa/manylinux2014": Row("rhel"),
    "registry.suse.com/bci/bci-base": _SUSE,
    "registry.suse.com/bci/bci-busybox": Row("busybox", workdir=""),
    "registry.suse.com/bci/*": Row("suse"),
    "registry.opensuse.org/opensuse/*": _SUSE,
    "container-registry.oracle.com/os/oraclelinux": _UBI,
    "container-registry.oracle.com/java/openjdk": Row("rhel", ""),
    "container-registry.oracle.com/middleware/*": Row("rhel", "oracle"),
    "container-registry.oracle.com/graalvm/*": Row("rhel", ""),
    "ghcr.io/graalvm/*": Row("rhel", ""),
    "ghcr.io/astral-sh/uv": Row("scratch", ""),
    "ghcr.io/actions/actions-runner": Row("ubuntu", "runner", users=("runner",)),
    "ghcr.io/puppeteer/puppeteer": Row("debian", "pptruser", users=("pptruser", "node")),
    "ghcr.io/mlocati/php-extension-installer": Row("scratch", ""),
    "ghcr.io/denoland/deno": _DENO,
    "ghcr.io/mamba-org/micromamba": _MAMBA_ROW,
    "gcr.io/kaniko-project/executor": Row("distroless", "", workdir="/workspace"),
    "gcr.io/google.com/cloudsdktool/*": Row("debian"),
    "public.ecr.aws/amazonlinux/amazonlinux": Row("amazon", workdir="", tools=()),
    "public.ecr.aws/lambda/*": Row("amazon", None, workdir="/var/task"),
    "public.ecr.aws/opensearchproject/opensearch": Row("amazon", "1000", workdir="/usr/share/opensearch"),
    "public.ecr.aws/bitnami/*": Row("debian", "1001"),
    "docker.elastic.co/elasticsearch/elasticsearch": Row("", "elasticsearch", before=(((8,), "user", None),)),
    "docker.elastic.co/kibana/kibana": Row("", "kibana", before=(((8,), "user", None),)),
    "mcr.microsoft.com/windows": _WINDOWS,
    "mcr.microsoft.com/windows/*": _WINDOWS,
    "mcr.microsoft.com/windows/nanoserver": _NANO,
    "mcr.microsoft.com/windows/nanoserver/*": _NANO,
    "mcr.microsoft.com/windows/nanoserver-insider": _NANO,
    "mcr.microsoft.com/nanoserver-insider": _NANO,
    "mcr.microsoft.com/windowsservercore-insider": _WINDOWS,
    "mcr.microsoft.com/windows-insider": _WINDOWS,
    "mcr.microsoft.com/dotnet/framework/*": _WINDOWS,
    "mcr.microsoft.com/dotnet/*": _DOTNET,
    "mcr.microsoft.com/dotnet/sdk": _SDK,
    "mcr.microsoft.com/dotnet/core/sdk": _SDK,
    "mcr.microsoft.com/dotnet/nightly/sdk": _SDK,
    "mcr.microsoft.com/azurelinux/*": Row("azurelinux", workdir=""),
    "mcr.microsoft.com/azurelinux/distroless/*": Row("distroless", None),
    "mcr.microsoft.com/cbl-mariner/*": Row("azurelinux", workdir=""),
    "mcr.microsoft.com/cbl-mariner/distroless/*": Row("distroless", None),
    "mcr.microsoft.com/devcontainers/*": _DEVCONTAINER,
    "mcr.microsoft.com/devcontainers/javascript-node": _DEVCONTAINER._replace(ready="node"),
    "mcr.microsoft.com/devcontainers/typescript-node": _DEVCONTAINER._replace(ready="node"),
    "mcr.microsoft.com/vscode/devcontainers/*": _DEVCONTAINER,
    "mcr.microsoft.com/vscode/devcontainers/javascript-node": _DEVCONTAINER._replace(ready="node"),
    "mcr.microsoft.com/vscode/devcontainers/typescript-node": _DEVCONTAINER._replace(ready="node"),
    "mcr.microsoft.com/playwright": Row("ubuntu", "", "pwuser", ("LANG", "LC_ALL", "PLAYWRIGHT_BROWSERS_PATH"), "", ("pwuser",), BUILD),
    "mcr.microsoft.com/playwright/*": Row("ubuntu", "", "pwuser", None, "", ("pwuser",)),
    "mcr.microsoft.com/powershell": Row("", ""),
    "mcr.microsoft.com/mssql/server": Row("ubuntu", "mssql", users=("mssql",)),
    "mcr.microsoft.com/openjdk/jdk": Row("", ""),
    "mcr.microsoft.com/azure-functions/*": Row("debian", ""),
    "mcr.microsoft.com/oryx/*": Row("debian", ""),
    "mcr.microsoft.com/azure-cli": Row("", ""),
}

DROPS = {
    "hashicorp/vault": "the entrypoint runs vault as the vault user with su-exec",
    "hashicorp/consul": "the entrypoint runs consul as the consul user with su-exec",
}

ROWS = {**HUB, **OTHERS}
