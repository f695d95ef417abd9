from dockwright.model.verification import SIGNATURES, Switch, switches
from dockwright.rules import ERROR, UNSAFE, WARNING, Context, Findings, rule
from dockwright.rules.switches import without
from dockwright.shell.downloads import downloads
from dockwright.shell.nodes import Command, basename
from dockwright.syntax import Transfer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.findings import Fix


@rule(
    severity=ERROR,
    fix=UNSAFE,
    aliases=("CKV2_DOCKER_7", "CKV2_DOCKER_8", "CKV2_DOCKER_9", "CKV2_DOCKER_10", "CKV2_DOCKER_11"),
    refs=("CIS-4.11", "CWE-347"),
    profiles=("security", "cis"),
    since="0.1",
)
def package_signature_off(node: Command | Transfer, ctx: Context) -> Findings:
    """A package whose signature is not checked.

    The signature is what says that a package comes from its distribution and
    not from a mirror, a proxy or whoever answers in their name. If the key of
    a repository is missing, install the key.

    ```dockerfile
    FROM debian:13
    RUN apt-get install -y --allow-unauthenticated app
    #                      ^^^^^^^^^^^^^^^^^^^^^^^ this turns off the check of package signatures: leave it out
    RUN echo "deb [trusted=yes] https://example.com/ ./" > /etc/apt/sources.list.d/app.list
    #              ^^^^^^^^^^^ this turns off the check of package signatures: leave it out
    ```

    ```dockerfile fixed
    FROM debian:13
    RUN apt-get install -y app
    RUN echo "deb [trusted=yes] https://example.com/ ./" > /etc/apt/sources.list.d/app.list
    ```

    The fix is unsafe, since the installation may fail then. An `.apk` file
    that the build made itself has no signature to check; that is a warning.
    A repository with its key is what to do:

    ```dockerfile
    FROM debian:13
    RUN echo "deb [signed-by=/usr/share/keyrings/app.gpg] https://example.com/ ./" > /etc/apt/sources.list.d/app.list
    ```

    See [SecureApt](https://wiki.debian.org/SecureApt).
    """
    for switch in switches(node, SIGNATURES):
        aliases = (switch.alias,) if switch.alias else ()
        severity = WARNING if isinstance(node, Command) and _is_own(node, ctx) else ""
        message = "this turns off the check of package signatures: leave it out"
        yield ctx.finding(switch.span, message, _fix(switch, node, ctx), severity=severity, aliases=aliases)


def _is_own(command: Command, ctx: Context) -> bool:
    """Whether apk installs only files that nothing has fetched, so that the build may have made them."""
    package = command.package
    if package is None or package.family != "apk" or not package.packages or any(one.kind != "path" for one in package.packages):
        return False
    fetched = {basename(one.target.path) for earlier in ctx.earlier(command) for one in downloads(earlier) if one.target}
    return fetched.isdisjoint(basename(one.name) for one in package.packages)


def _fix(switch: Switch, node: Command | Transfer, ctx: Context) -> "Fix | None":
    """The command without the option; `--force-yes` also answers questions, which `-y` does alone."""
    is_command = isinstance(node, Command) and not node.arguments.has("-y", "--yes", "--assume-yes", "-qq")
    if switch.text == "--force-yes" and is_command and switch.option is not None:
        return ctx.fix("Replace --force-yes with -y", ctx.edit_word(switch.option.word, "-y"))
    return without(switch, ctx)
