from dockwright.model.mounted import Mounted
from dockwright.rules import ERROR, INFO, Context, Findings, rule
from dockwright.shell.nodes import Command, Word
from dockwright.shell.pipes import feeder
from dockwright.text import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

LOCKED = frozenset(("!", "*", "!!", "x", "!*", "*!"))


@rule(
    severity=ERROR,
    aliases=("CKV2_DOCKER_17", "DKL-LI-0001"),
    refs=("CWE-259", "CWE-798"),
    profiles=("security",),
    commands=("chpasswd", "passwd", "useradd", "usermod", "net"),
    since="0.1",
)
def password_in_run(command: Command, ctx: Context) -> Findings:
    """An account password that a RUN sets.

    Every container of the image has the same password, and everybody who can
    pull the image can read it in the history or crack its hash in
    `/etc/shadow`. A container seldom needs a login at all.

    ```dockerfile
    FROM debian:13
    RUN useradd app && echo "app:sesame" | chpasswd
    #                            ^^^^^^ every container gets this password: lock the account instead
    RUN usermod -p '$6$jsd8$x7d' root
    #              ^^^^^^^^^^^^^ every container gets this password: lock the account instead
    RUN passwd -d root
    #          ^^ now this account needs no password at all: lock it with passwd -l
    ```

    A password from a secret mount does not show in the history, but its hash
    stays, which is an `info`. Locking an account is what to do:

    ```dockerfile
    FROM debian:13
    RUN useradd app && passwd -l app && usermod -p '!' root
    ```

    See [Build secrets](https://docs.docker.com/build/building/secrets/).
    """
    if command.name == "passwd" and command.arguments.has("-d", "--delete"):
        option = command.arguments.get("-d", "--delete")
        if option:
            yield ctx.finding(option.word, "now this account needs no password at all: lock it with passwd -l")
        return
    for span, text in _given(command, ctx):
        secret = Mounted(ctx.instruction, ctx.script).holds(text)
        yield ctx.finding(span, "every container gets this password: lock the account instead", severity=INFO if secret else "")


def _given(command: Command, ctx: Context) -> "Iterator[tuple[Span, str]]":
    """Where a password is, and the text that it is or comes from."""
    if command.name in ("useradd", "usermod"):
        option = command.arguments.get("-p", "--password")
        if option is not None and option.value is not None and option.value_span and option.value not in LOCKED:
            yield option.value_span, option.value
    elif command.name == "net":
        operands = [word for word in command.arguments.operands if word.value[:1] != "/"]
        if len(operands) > 2 and operands[0].value.lower() == "user" and operands[2].value != "*":
            yield operands[2].span, operands[2].value
    else:
        yield from _input(command, ctx)


def _input(command: Command, ctx: Context) -> "Iterator[tuple[Span, str]]":
    """What chpasswd and passwd read: from a pipe, a here-string, a here-document or a file."""
    source = feeder(ctx.script, command)
    if source is not None:
        word = source.args[-1] if source.args else source.name_word
        if word is not None:
            yield _password(word) if command.name == "chpasswd" else word.span, word.value
    for redirect in command.redirects:
        if redirect.body_span is not None:
            yield redirect.body_span, redirect.body
        elif redirect.op in ("<<<", "<") and redirect.target is not None:
            yield _password(redirect.target) if redirect.op == "<<<" else redirect.target.span, redirect.target.value


def _password(word: Word) -> Span:
    """What stands behind the colon of `user:password`; the whole word where there is none to see."""
    colon = word.text.find(":")
    end = len(word.text) - (word.text[-1:] in ("'", '"'))
    return word.map.span(word.start + colon + 1, word.start + end) if 0 < colon < end - 1 else word.span
