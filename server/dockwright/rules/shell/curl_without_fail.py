from dockwright.findings import Fix
from dockwright.model.tooling import texts
from dockwright.rules import INFO, UNSAFE, Context, Findings, rule
from dockwright.shell.downloads import downloads
from dockwright.shell.nodes import Command
from dockwright.syntax import Healthcheck
from dockwright.text import Edit, Span

FAILS = ("-f", "--fail", "--fail-with-body")
CHECKS = frozenset(
    ("sha1sum", "sha256sum", "sha512sum", "sha384sum", "md5sum", "b2sum", "shasum", "gpg", "gpgv", "cosign", "minisign", "openssl")
)


@rule(severity=INFO, fix=UNSAFE, refs=("CWE-754",), commands=("curl",), where=("RUN", "HEALTHCHECK"), since="0.1")
def curl_without_fail(command: Command, ctx: Context) -> Findings:
    """curl that takes an error page for the download.

    Without `--fail` curl succeeds whenever the server answers: "404 Not Found"
    becomes the file, and the build goes on with it.

    ```dockerfile
    FROM debian:12
    RUN curl -sSL -o /usr/local/bin/tool https://example.com/tool
    #   ^^^^ an error page would be taken for the file: add -f
    ```

    ```dockerfile fixed
    FROM debian:12
    RUN curl -fsSL -o /usr/local/bin/tool https://example.com/tool
    ```

    The fix is unsafe: a build that went on without the file stops now. A check
    of what was fetched does as well, and so does asking for the status:

    ```dockerfile
    FROM debian:12
    RUN curl -o a https://example.com/a && sha256sum -c a.sha256
    RUN curl -s -w '%{http_code}' -o /dev/null https://example.com/
    ```

    In a health check an error answer counts as healthy without it.

    See [curl --fail](https://curl.se/docs/manpage.html#-f).
    """
    arguments = command.arguments
    if command.name != "curl" or command.name_word is None or arguments.has(*FAILS, "-w", "--write-out", "-I", "--head"):
        return
    fetched = [one for one in downloads(command) if not one.url.value.startswith("file:")]
    in_check = isinstance(ctx.instruction, Healthcheck)
    if not fetched or not (in_check or any(one.target is not None for one in fetched) or _is_piped(command)):
        return
    if any(one.name in CHECKS for one in ctx.later(command)) or _is_configured(command, ctx):
        return
    message = "an error answer would count as healthy: add -f" if in_check else "an error page would be taken for the file: add -f"
    yield ctx.finding(command.name_word, message, _fix(command, ctx))


def _is_piped(command: Command) -> bool:
    return command.after is not None and command.after.text in ("|", "|&") and any(one.piped for one in downloads(command))


def _is_configured(command: Command, ctx: Context) -> bool:
    """Whether a `.curlrc` written before, or one given, may say it."""
    if command.arguments.has("-K", "--config"):
        return True
    return any(one.path.endswith("curlrc") and "fail" in one.text for one in texts(ctx.document, ctx.instruction, command))


def _fix(command: Command, ctx: Context) -> Fix | None:
    if command.name_word is None:
        return None
    for option in command.arguments.options:
        text = option.word.text.lstrip('"')
        if text[:1] == "-" and text[1:2] not in ("-", ""):
            at = ctx.place(option.word).start + len(option.word.text) - len(text) + 1
            return ctx.fix("Add -f", Edit(Span(at, at), "f"))
    return ctx.fix("Add -f", ctx.word_after(command.name_word, "-f"))
