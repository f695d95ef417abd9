"""Smaller variants of images."""

import pytest

from dockwright.data.slimmer import is_toolchain, smaller
from dockwright.model.images import parse


@pytest.mark.parametrize(
    "image, expected",
    [
        ("python:3.13", "3.13-slim"),
        ("python:3.13.1-bookworm", "3.13.1-slim-bookworm"),
        ("python:2.6", None),
        ("python:3.13-slim", None),
        ("python:latest", "slim"),
        ("node:22-trixie", "22-trixie-slim"),
        ("node:lts", None),
        ("debian:bookworm", "bookworm-slim"),
        ("debian:6", None),
        ("debian", "stable-slim"),
        ("debian:bookworm-20160101", None),
        ("debian:bookworm-backports", None),
        ("openjdk:11-jre", "11-jre-slim"),
        ("openjdk:8u102-jre", None),
        ("eclipse-temurin:21", "21-jre"),
        ("eclipse-temurin:17.0.9_9-jdk-jammy", "17.0.9_9-jre-jammy"),
        ("eclipse-temurin:22-jdk", None),
        ("eclipse-temurin:latest", None),
        ("nginx:1.29", ""),
        ("oraclelinux:9", ""),
        ("mcr.microsoft.com/dotnet/aspnet:8.0", ""),
        ("alpine:3.22", None),
        ("ubuntu:24.04", None),
        ("someone/python:3.13", None),
    ],
)
def test_slim(image, expected):
    reference = parse(image)
    found = smaller(reference.registry, reference.repository, reference.tag)
    assert (found.slim if found else None) == expected


@pytest.mark.parametrize(
    "image, expected",
    [
        ("php:8.4-fpm", "8.4-fpm-alpine (musl, not glibc)"),
        ("node:22", "22-slim, 22-alpine (musl, not glibc) or gcr.io/distroless/nodejs22-debian12 (no shell)"),
        ("mcr.microsoft.com/dotnet/runtime:8.0", "8.0-alpine (musl, not glibc) or 8.0-jammy-chiseled (no shell)"),
        ("mcr.microsoft.com/dotnet/runtime:3.1", "3.1-alpine (musl, not glibc)"),
    ],
)
def test_all(image, expected):
    reference = parse(image)
    assert smaller(reference.registry, reference.repository, reference.tag).all == expected


def test_toolchains():
    assert is_toolchain("docker.io", "library/golang")
    assert is_toolchain("mcr.microsoft.com", "dotnet/sdk")
    assert not is_toolchain("docker.io", "library/node")
