"""Commands that compile, and packages that hold compilers."""

import pytest

from dockwright.shell.builds import compiles, is_compiler, is_header
from dockwright.shell.commands import parse
from dockwright.text import IDENTITY


@pytest.mark.parametrize(
    "text, expected",
    [
        ("go build -o /app ./...", "go build"),
        ("CGO_ENABLED=0 go install ./cmd/app", "go install"),
        ("go version", ""),
        ("go mod download", ""),
        ("cargo build --release --locked", "cargo build"),
        ("cargo fetch", ""),
        ("mvn -B -DskipTests clean package", "mvn package"),
        ("mvn dependency:go-offline", ""),
        ("./gradlew :app:bootJar", "gradlew :app:bootJar"),
        ("gradle --version", ""),
        ("dotnet publish -c Release", "dotnet publish"),
        ("dotnet restore", ""),
        ("npm run build", "npm run build"),
        ("npm run-script build:prod", "npm run build:prod"),
        ("npm build", ""),
        ("npm install", ""),
        ("yarn build", "yarn build"),
        ("pnpm -r run build", "pnpm run build"),
        ("npx tsc -p .", "tsc"),
        ("npx --yes serve", ""),
        ("gcc -o app app.c", "gcc"),
        ("gcc --version", ""),
        ("javac -version", ""),
        ("make", ""),
        ("echo go build", ""),
    ],
)
def test_compiles(text, expected):
    assert compiles(parse(text, "posix", IDENTITY).commands[0]) == expected


@pytest.mark.parametrize(
    "name", ["gcc", "g++", "build-essential", "build-base", "libpq-dev", "openssl-devel", "gcc-12", "openjdk-17-jdk", "openjdk17"]
)
def test_compilers(name):
    assert is_compiler(name)


@pytest.mark.parametrize("name", ["libpq5", "make", "gcc-12-base", "libgcc", "openjdk-17-jre", "developer", "dev", "libjemalloc-dev"])
def test_other_packages(name):
    assert not is_compiler(name)


@pytest.mark.parametrize("name, expected", [("libpq-dev", True), ("zlib1g-dev:amd64", True), ("dpkg-dev", False), ("gcc", False)])
def test_headers(name, expected):
    assert is_header(name) is expected
