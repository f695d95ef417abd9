"""Pipes: whether the failure of a command in front of one is noticed, and whether it would matter."""

from __future__ import annotations

from bisect import bisect_left

from dockwright.shell.nested import SHELLS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dockwright.shell.nodes import Command, Connector, Script

TALKERS = frozenset(
    ("echo", "printf", "true", "yes", ":", "uname", "arch", "nproc", "date", "seq", "env", "printenv", "whoami", "id", "pwd")
)
"""Commands that do not fail for a reason anybody would want to know."""
FILTERS = frozenset(
    ("sed", "tr", "cut", "head", "tail", "sort", "uniq", "awk", "tee", "cat", "rev", "base64", "xargs", "wc", "basename", "dirname")
)
"""Commands that only pass on, changed, what one of those gives them."""
CHECKERS = frozenset(("sha1sum", "sha224sum", "sha256sum", "sha384sum", "sha512sum", "md5sum", "b2sum", "shasum", "cksum"))
"""Commands that compare files with a list of checksums, and fail on one that is empty."""
SEARCHES = frozenset(("find", "ls", "which", "command", "type", "readlink"))
"""Commands that may find nothing, which an author who throws their complaints away expects."""
GREPS = frozenset(("grep", "egrep", "fgrep"))
CONDITIONS = frozenset(("if-cond", "while-cond"))
LIMIT = 200


def pipelines(script: Script) -> list[list[Connector]]:
    """The pipe operators of a script, those of one pipeline together, in source order."""
    found: list[list[Connector]] = []
    ending: dict[int, list[Connector]] = {}
    for operator in script.operators:
        if operator.text in ("|", "|&") and (operator.left is None or operator.left.dialect == "posix"):
            pipeline = ending.pop(id(operator.left), None) if operator.left is not None else None
            if pipeline is None:
                pipeline = []
                found.append(pipeline)
            pipeline.append(operator)
            if operator.right is not None:
                ending[id(operator.right)] = pipeline
    return found


def asks_for_pipefail(words: Iterable[str]) -> bool:
    """Whether the words of a shell, or of `set`, switch it on: `-o pipefail`, `-euxo pipefail`."""
    before = ""
    for word in words:
        if word == "pipefail" and before[:1] == "-" and before[-1:] == "o":
            return True
        before = word
    return False


def without_pipefail(script: Script, initially: bool) -> Iterator[list[Connector]]:
    """The pipelines where pipefail is not in force.

    It comes from the shell that reads the script (`initially`), a further `bash -o pipefail -c`, or a `set` before the pipe.
    """
    found = pipelines(script)
    if not found:
        return
    switches = [one for one in script.commands if (one.name == "set" or one.name in SHELLS) and len(one.args) > 1][:LIMIT]
    for pipeline in found:
        if not _is_on(pipeline[0], switches, initially):
            yield pipeline


def _is_on(operator: Connector, switches: list[Command], initially: bool) -> bool:
    inner = "sh -c" in operator.context
    shell = operator.left.shell if operator.left else ""
    on = initially and not inner
    for command in switches:
        if command.start > operator.start:
            break
        words = [word.value for word in command.args]
        if command.name != "set":
            if inner and command.end >= operator.end:
                on = asks_for_pipefail(words)
        elif command.shell == shell and command.context == operator.context[: len(command.context)]:
            on = asks_for_pipefail(words) or (on and not asks_for_pipefail(word.replace("+", "-") for word in words))
    return on


def failing(script: Script, pipeline: list[Connector]) -> Connector | None:
    """The first pipe of a pipeline whose left side may fail in a way that its author should want to know of."""
    last = pipeline[-1].right
    if last is not None and (_misses_input(last) or _is_rescued(script, last)):
        return None
    if not CONDITIONS.isdisjoint(pipeline[0].context) or _is_dropped(script, pipeline[0]):
        return None
    dismissed = last is None or last.after is None or last.after.text != "||"
    for operator in pipeline:
        if operator.left is None or not (_is_harmless(operator.left, operator is pipeline[0]) or (dismissed and _is_search(operator.left))):
            return operator
    return None


def _is_harmless(left: Command, first: bool) -> bool:
    return left.name in TALKERS or (not first and left.name in FILTERS) or any(one.op[:2] == "<<" for one in left.redirects)


def _is_search(left: Command) -> bool:
    return left.name in SEARCHES and any(one.fd == "2" and one.target and one.target.value == "/dev/null" for one in left.redirects)


def _misses_input(last: Command) -> bool:
    """Whether the end of a pipe fails where nothing comes: `grep` without a match, a check without a checksum, `jq -e` without a value."""
    if last.name in CHECKERS:
        return last.arguments.has("-c", "--check")
    if last.name == "jq":
        return last.arguments.has("-e", "--exit-status")
    return last.name in GREPS and not last.arguments.has("-L", "--files-without-match")


def _is_rescued(script: Script, last: Command) -> bool:
    """Whether `|| true` follows, or the pipe itself ends in `true`: the author says that no failure matters."""
    if last.name in ("true", ":"):
        return True
    if last.after is None or last.after.text != "||":
        return False
    at = bisect_left(script.operators, last.after.start, key=lambda one: one.start)
    rescue = script.operators[at].right if at < len(script.operators) else None
    return rescue is not None and rescue.name in ("true", ":")


def _is_dropped(script: Script, operator: Connector) -> bool:
    """Whether the pipe is in a substitution whose status nobody sees: that of an argument, not of an assignment."""
    if "subst" not in operator.context and "procsubst" not in operator.context:
        return False
    at = bisect_left(script.commands, operator.start, key=lambda one: one.start)
    for command in reversed(script.commands[max(at - LIMIT, 0) : at]):
        if command.end > operator.end:
            return bool(command.words)
    return True


def feeder(script: Script, command: Command) -> Command | None:
    """The command whose output a command reads through a pipe."""
    at = bisect_left(script.operators, command.start, key=lambda one: one.start) - 1
    operator = script.operators[at] if at >= 0 else None
    return operator.left if operator is not None and operator.text in ("|", "|&") and operator.right is command else None
