"""`dockwright`: what each command does, and the status it ends with."""

from __future__ import annotations

import os
import sys

from dockwright.cli import options
from dockwright.cli.console import complain, show, show_page, tell
from dockwright.cli.options import Arguments, UsageError
from dockwright.cli.overlay import Overlay
from dockwright.cli.reporting import CLEAN, CRASHED, FAILED, FOUND, Reporting, status_of, tell_problems
from dockwright.cli.runner import Outcome, Task, run
from dockwright.config import ConfigError, Configs
from dockwright.settings import DEFAULTS, Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypedDict

    class Asking(TypedDict, total=False):
        """How a task asks ShellCheck."""

        shellcheck: str | None
        store: bool


INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status. Raises nothing for what a user may do, Ctrl-C included."""
    try:
        return _dispatch(sys.argv[1:] if argv is None else argv)
    except (UsageError, ConfigError) as error:
        complain(str(error))
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:
        from traceback import format_exc

        tell(format_exc())
        complain("this should not have happened (please report it)")
        return CRASHED


def _dispatch(argv: Sequence[str]) -> int:
    if not argv or argv[0] in ("-h", "--help") or "--help" in argv or "-h" in argv:
        from dockwright.cli import usage

        show(usage.of(argv[0]) if argv and argv[0] in options.COMMANDS else usage.overview())
        return CLEAN if argv else FAILED
    if argv[0] in ("-V", "--version"):
        from dockwright import __version__

        show(f"dockwright {__version__}\n")
        return CLEAN
    arguments = options.read(argv)
    return _COMMANDS[arguments.command](arguments)


def _check(arguments: Arguments) -> int:
    configs = _configs(arguments)
    home = _home(arguments, configs)
    reporting = Reporting(arguments, home)
    outcomes, problems = _outcomes(arguments, Task(configs, **_shellcheck(arguments)), home)
    return max(reporting.report(outcomes), tell_problems(outcomes, problems))


def _fix(arguments: Arguments) -> int:
    from dockwright.cli import changes

    diff, alone = arguments.flag("--diff"), arguments.operands == ["-"]
    asked = {} if arguments.flag("--fix-only") and not arguments.flag("--unsafe") else _shellcheck(arguments)
    configs = _configs(arguments)
    home = _home(arguments, configs)
    reporting = Reporting(arguments, home, to_stderr=alone)
    how = {"unsafe": arguments.flag("--unsafe"), "split": arguments.flag("--split"), "write": not diff}
    task = Task(configs, fix=True, **how, **asked)
    outcomes, problems = _outcomes(arguments, task, home)
    status = CLEAN
    if diff:
        show("".join(map(changes.diff, outcomes)))
        tell(changes.forecast(outcomes))
        status = status_of(outcomes, applied=True)
    elif alone:
        show(outcomes[0].source)
    elif reporting.is_for_people:
        show("".join(map(changes.told, outcomes)))
    if arguments.flag("--fix-only"):
        status = CLEAN
    elif not diff:
        status = reporting.report(outcomes)
    if arguments.flag("--exit-non-zero-on-fix") and any(outcome.changed for outcome in outcomes):
        status = max(status, FOUND)
    return max(status, tell_problems(outcomes, problems))


def _pin(arguments: Arguments) -> int:
    from dockwright.cli import pin

    if "-" in arguments.operands:
        raise UsageError("pin writes into files: name them, or pin what is read from - with a file of its own")
    jobs = _jobs(arguments.value("--jobs"))
    configs = _configs(arguments)
    paths, problems = _paths(arguments.operands or ["."], configs)
    return max(pin.run(arguments, configs, paths, jobs), tell_problems([], problems))


def _report(arguments: Arguments) -> int:
    from dockwright.cli import benchmark

    arguments = benchmark.named(arguments)
    configs = benchmark.configs(arguments, open=True)
    task = Task(configs)
    outcomes, problems = _outcomes(arguments, task, _home(arguments, configs))
    counted, status = benchmark.report(arguments, task, outcomes)
    return max(status, tell_problems(counted, problems))


def _explain(arguments: Arguments) -> int:
    from dockwright.cli import manual

    if not arguments.operands:
        raise UsageError("explain needs a rule: dockwright explain latest-tag (dockwright rules lists them)")
    show_page("\n\n".join(page for name in arguments.operands for page in manual.pages(name)))
    return CLEAN


def _rules(arguments: Arguments) -> int:
    from dockwright.cli import manual

    if arguments.operands:
        raise UsageError(f"rules takes no operand: to read about one, write dockwright explain {arguments.operands[0]}")
    show(manual.as_json() if arguments.value("--format") == "json" else manual.table())
    return CLEAN


def _migrate(arguments: Arguments) -> int:
    from dockwright.cli.migrate import migrate

    return migrate(arguments)


def _lsp(arguments: Arguments) -> int:
    from importlib import import_module

    try:
        server = import_module("dockwright.lsp.server")
    except ModuleNotFoundError as error:
        raise UsageError(f"the language server cannot start: {error.name} is not installed (pip install --upgrade dockwright)") from None
    serve: Callable[[], int] = server.main
    return serve()


_COMMANDS: dict[str, Callable[[Arguments], int]] = {
    "check": _check,
    "fix": _fix,
    "pin": _pin,
    "report": _report,
    "explain": _explain,
    "rules": _rules,
    "migrate": _migrate,
    "lsp": _lsp,
}


def _configs(arguments: Arguments) -> Configs:
    return Configs(Overlay(arguments), arguments.value("--config"), arguments.flag("--isolated"))


def _home(arguments: Arguments, configs: Configs) -> Settings:
    """The settings that decide how the run as a whole reports: those of the working directory, or of what is read from `-`."""
    try:
        return configs.of(arguments.value("--stdin-filename") or os.path.join(os.getcwd(), "Dockerfile"))
    except ConfigError:
        return DEFAULTS


def _shellcheck(arguments: Arguments) -> Asking:
    """Which ShellCheck to ask, if any, and whether to keep what it says."""
    when = arguments.value("--shellcheck") or "auto"
    if when == "off":
        return {}
    from dockwright.shellcheck import find

    program = find()
    if program is None and when == "on":
        raise UsageError("--shellcheck on: no ShellCheck found (pip install 'dockwright[shellcheck]', or put shellcheck on the path)")
    return {"shellcheck": program, "store": not arguments.flag("--no-cache")}


def _outcomes(arguments: Arguments, task: Task, home: Settings) -> tuple[list[Outcome], list[str]]:
    """What became of each file, or of standard input, and what is to be said of the operands."""
    if arguments.operands == ["-"]:
        from dockwright.files import decode

        text, name = decode(sys.stdin.buffer.read()), arguments.value("--stdin-filename") or "<stdin>"
        _ask_registries(arguments, task, home, [(name, text)])
        return [task.on_text(text, name)], []
    if "-" in arguments.operands:
        raise UsageError("- is read alone: name either - or files")
    if arguments.flag("--stdin-filename"):
        raise UsageError("--stdin-filename names what is read from -: give - as the path")
    jobs = _jobs(arguments.value("--jobs"))
    paths, problems = _paths(arguments.operands or ["."], task.configs)
    _ask_registries(arguments, task, home, [(path, None) for path in paths])
    return run(task, paths, jobs), problems


def _ask_registries(arguments: Arguments, task: Task, home: Settings, sources: list[tuple[str, str | None]]) -> None:
    """Have registries, or what they said earlier, tell about the images of the files, if the user wants that."""
    if arguments.flag("--online") or arguments.flag("--offline") or home.registry.get("online"):
        from dockwright.cli.online import gather

        task.gathered = gather(arguments, task.configs, sources)


def _jobs(given: str | None) -> int | None:
    if given is not None and not (given.isascii() and given.isdigit() and int(given[:4]) > 0):
        raise UsageError(f"--jobs needs a number of processes, not {given!r}")
    return int(given[:4]) if given else None


def _paths(operands: Sequence[str], configs: Configs) -> tuple[list[str], list[str]]:
    """The files to lint, each once, in the order of the operands."""
    found: dict[str, None] = {}
    problems = []
    for operand in operands:
        below = _below(operand, configs) if os.path.isdir(operand) else [operand]
        found.update(dict.fromkeys(below))
        if not below:
            problems.append(f"{operand}: no Dockerfile found (name a file to have it linted whatever it is called)")
    return list(found), problems


def _below(directory: str, configs: Configs) -> list[str]:
    """The Dockerfiles in a directory; itself where it is called like one, which is a mistake and will be told as one."""
    from dockwright.discovery import excluded, is_dockerfile, walk

    if is_dockerfile(os.path.basename(directory)):
        return [directory]
    return [path for path in walk(directory) if not excluded(path, _exclusions(path, configs))]


def _exclusions(path: str, configs: Configs) -> tuple[str, ...]:
    try:
        return configs.of(path).exclude
    except ConfigError:
        return ()
