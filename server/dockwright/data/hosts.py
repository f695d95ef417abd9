"""Hosts that downloads come from: those known to serve over https what they serve over http, and mirrors with signed indexes.

Looked at in November 2026.
"""

from __future__ import annotations

HTTPS = frozenset(
    (
        *("github.com", "raw.githubusercontent.com", "codeload.github.com", "gitlab.com", "bitbucket.org", "git.kernel.org"),
        *("www.kernel.org", "archive.apache.org", "downloads.apache.org", "dlcdn.apache.org", "dist.apache.org"),
        *("www.apache.org", "repo1.maven.org", "repo.maven.apache.org"),
        *("deb.debian.org", "security.debian.org"),
        *("snapshot.debian.org", "archive.debian.org", "dl-cdn.alpinelinux.org", "vault.centos.org", "dl.fedoraproject.org"),
        *("download.fedoraproject.org", "download.opensuse.org", "archive.archlinux.org", "mirrors.kernel.org"),
        *("packages.microsoft.com", "download.microsoft.com", "aka.ms", "dl.google.com", "dl-ssl.google.com"),
        *("storage.googleapis.com", "packages.cloud.google.com", "nodejs.org", "deb.nodesource.com", "rpm.nodesource.com"),
        *("nginx.org", "download.docker.com", "get.docker.com", "apt.postgresql.org", "www.postgresql.org"),
        *("ftp.postgresql.org", "repo.mongodb.org", "www.mongodb.org", "repo.mysql.com", "dev.mysql.com", "cdn.mysql.com"),
        *("packages.gitlab.com", "packages.elastic.co", "artifacts.elastic.co", "repo.anaconda.com"),
        *("repo.continuum.io", "cran.r-project.org", "cloud.r-project.org", "www.python.org", "python.org", "golang.org"),
        *("go.dev", "ftp.gnu.org", "gcc.gnu.org", "www.openssl.org", "zlib.net", "curl.se", "curl.haxx.se", "sourceforge.net"),
        *("downloads.sourceforge.net", "developer.download.nvidia.com", "launchpad.net", "keyserver.ubuntu.com"),
        *("pecl.php.net", "getcomposer.org"),
    )
)
ARCHIVES = (
    *("deb.debian.org", "security.debian.org", "archive.debian.org", "snapshot.debian.org", "archive.ubuntu.com"),
    *("security.ubuntu.com", "ports.ubuntu.com", "old-releases.ubuntu.com", "httpredir.debian.org", "ftp.debian.org"),
)
"""Mirrors of Debian and Ubuntu, or ends of their names: apt checks the signature of what it gets from them."""
