from dockwright.rules import WARNING, Context, Findings, rule
from dockwright.shell.addresses import addresses
from dockwright.shell.fetches import piped_runs, powershell_runs, substituted_runs
from dockwright.shell.nodes import Command
from dockwright.syntax import Run


@rule(
    severity=WARNING,
    refs=("CIS-4.11", "CWE-494", "OWASP-9"),
    profiles=("security", "cis"),
    options={"trusted_hosts": ()},
    since="0.1",
)
def pipe_to_shell(run: Run, ctx: Context) -> Findings:
    """A download that is run as it comes.

    Whatever the server sends is run as root: today's version, a broken one,
    half of one, or somebody else's. Fetch a file of a known version, compare
    its checksum, then run it.

    ```dockerfile
    FROM debian:13
    RUN curl -fsSL https://example.com/install.sh | sh
    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is run as it comes: download it, compare its checksum, then run it
    RUN bash -c "$(wget -qO- https://example.com/install.sh)"
    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is run as it comes: download it, compare its checksum, then run it
    ```

    Data for a program that is named, and files that are checked first, are
    fine. The option `trusted-hosts` names hosts whose scripts may run.

    ```dockerfile
    FROM debian:13
    RUN curl -fsSL https://example.com/data.json | python3 -m json.tool
    RUN curl -fsSLo install.sh https://example.com/install.sh \\
        && echo "0a1b2c3d4e5f  install.sh" | sha256sum -c \\
        && sh install.sh
    ```

    See [ADD --checksum](https://docs.docker.com/reference/dockerfile/#add---checksum).
    """
    message = "this is run as it comes: download it, compare its checksum, then run it"
    for script in ctx.document.scripts(run):
        for one in (*piped_runs(script), *substituted_runs(script), *powershell_runs(script)):
            if not _is_trusted(one.fetch, ctx):
                yield ctx.finding(script.span(one.start, one.end), message)


def _is_trusted(fetch: Command, ctx: Context) -> bool:
    """Whether all that is fetched comes from hosts that the settings trust."""
    hosts = [address.host for word in fetch.args for address in addresses(word)]
    return bool(hosts) and all(host in ctx.options["trusted_hosts"] for host in hosts)
