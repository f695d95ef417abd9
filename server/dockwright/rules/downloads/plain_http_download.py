from dockwright.data.hosts import ARCHIVES, HTTPS
from dockwright.findings import Finding
from dockwright.rules import INFO, UNSAFE, WARNING, Context, Findings, rule
from dockwright.shell.addresses import Address, addresses
from dockwright.shell.fetches import fetched, is_checked, is_repository_line
from dockwright.shell.nodes import Command
from dockwright.syntax import Add
from dockwright.text import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(
    severity=WARNING,
    fix=UNSAFE,
    refs=("CIS-4.11", "CWE-319"),
    profiles=("security", "cis"),
    since="0.1",
)
def plain_http_download(node: Command | Add, ctx: Context) -> Findings:
    """A download over plain http.

    Everybody between the builder and the server can read it and change it,
    and it is installed as root.

    ```dockerfile
    FROM debian:13
    RUN curl -fsSLo /app.tgz http://github.com/example/app/app.tgz
    #                        ^^^^ plain http: anybody on the way can change this, use https
    ADD http://example.com/app.tgz /tmp/
    #   ^^^^ plain http: anybody on the way can change this, use https
    ```

    ```dockerfile fixed
    FROM debian:13
    RUN curl -fsSLo /app.tgz https://github.com/example/app/app.tgz
    ADD http://example.com/app.tgz /tmp/
    ```

    The fix is offered for hosts that are known to serve the same over https;
    it is unsafe, since that may have changed. Where a checksum or the signed
    index of a package repository tells what is right, the finding is only an
    `info`. This machine and variables are let off:

    ```dockerfile
    FROM debian:13
    RUN curl http://localhost:8080/ready && wget http://$MIRROR/app.tgz && curl -x http://proxy.example.com https://example.com
    ```

    See [ADD --checksum](https://docs.docker.com/reference/dockerfile/#add---checksum).
    """
    if isinstance(node, Add):
        for source in ctx.document.sources(node):
            text = source.word.text
            at = text.find("http://")
            if at in (0, 1) and source.is_url and not _host(text[at + 7 :]).startswith(("localhost", "127.", "$")):
                start = source.word.start + at
                yield _finding(Span(start, start + 4), _host(text[at + 7 :]), INFO if node.flag("checksum") else "", ctx)
        return
    for address, signed in _plain(node):
        checked = any(is_checked(later) for later in ctx.later(node))
        yield _finding(address.scheme_span, address.host, INFO if signed or checked else "", ctx)


def _plain(command: Command) -> "Iterator[tuple[Address, bool]]":
    """The addresses over http that a command fetches from, or has apt and its kin fetch from; and whether their index is signed."""
    for word in fetched(command):
        for address in addresses(word):
            if address.scheme == "http" and address.host and not address.is_local and "$" not in address.host:
                line = is_repository_line(word, address.start)
                yield address, line or (command.package is not None and address.host.endswith(ARCHIVES))


def _host(rest: str) -> str:
    return rest.partition("/")[0].partition(":")[0].lower()


def _finding(span: Span, host: str, severity: str, ctx: Context) -> Finding:
    fix = ctx.replace(span, "https", "Use https") if host in HTTPS else None
    return ctx.finding(span, "plain http: anybody on the way can change this, use https", fix, severity=severity)
