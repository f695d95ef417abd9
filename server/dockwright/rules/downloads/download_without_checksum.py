from dockwright.rules import INFO, Context, Findings, rule
from dockwright.shell.downloads import Download, downloads
from dockwright.shell.fetches import is_checked, is_piped_into_unpacking, uses
from dockwright.shell.nodes import Command

NOT_PROGRAMS = (
    ".asc",
    ".sig",
    ".sign",
    ".sha1",
    ".sha256",
    ".sha512",
    ".sha256sum",
    ".md5",
    ".gpg",
    ".pub",
    ".key",
    ".minisig",
    ".pem",
    "SUMS",
)


@rule(
    severity=INFO,
    refs=("CIS-4.11", "CWE-494"),
    profiles=("strict", "security", "cis"),
    default=False,
    commands=("curl", "wget"),
    since="0.1",
)
def download_without_checksum(command: Command, ctx: Context) -> Findings:
    """A program or an archive that is used without a check.

    What an address gives can be another thing tomorrow, or half of it. A
    checksum in the Dockerfile says what it has to be.

    ```dockerfile
    FROM debian:13
    RUN curl -fsSLo /usr/bin/app https://example.com/app && chmod +x /usr/bin/app
    #                            ^^^^^^^^^^^^^^^^^^^^^^^ nothing says what this has to be: compare a checksum before it is used
    RUN curl -fsSL https://example.com/app.tgz | tar xz
    #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^ nothing says what this has to be: compare a checksum before it is used
    ```

    Any comparison of a checksum or a signature later in the stage counts.
    Keys, signatures and files that are only kept are no programs:

    ```dockerfile
    FROM debian:13
    RUN curl -fsSLO https://example.com/app.tgz \\
        && echo "0a1b2c3d4e5f  app.tgz" | sha256sum -c \\
        && tar xzf app.tgz
    RUN curl -fsSLo /etc/app.json https://example.com/app.json
    ```

    See [ADD --checksum](https://docs.docker.com/reference/dockerfile/#add---checksum).
    """
    found = [one for one in downloads(command) if not one.url.value.endswith(NOT_PROGRAMS)]
    if not found or any(is_checked(later) for later in ctx.later(command)):
        return
    for download in found:
        if _is_used(download, ctx):
            yield ctx.finding(download.url, "nothing says what this has to be: compare a checksum before it is used")


def _is_used(download: Download, ctx: Context) -> bool:
    """Whether the file is run, installed or unpacked: through a pipe, in this RUN, or unchecked in a later one."""
    if download.piped:
        return is_piped_into_unpacking(ctx.script, download)
    if uses(ctx.later(download.command), download):
        return True
    after = [command for run, command in ctx.document.commands(ctx.stage) if run.index > ctx.instruction.index]
    return not any(is_checked(command) for command in after) and uses(after, download)
