"""Which rules look at what, as settings come to it: made once, and the same for every file."""

from __future__ import annotations

from dockwright import rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from dockwright.model.document import Document
    from dockwright.rules import Context, Findings, Rule
    from dockwright.rules.row import Row
    from dockwright.settings import Settings
    from dockwright.shell.nodes import Script
    from dockwright.syntax import Instruction

    Call = tuple[Row, Any, Script | None]
    Ready = tuple[Callable[[Any, Context], Findings], Rule, str, Mapping[str, Any]]

COMMANDS = 10_000
"""How many names of commands a plan remembers."""


class Plan:
    """What settings come to: which rules look at what. It is the same for every file, so it is made once."""

    __slots__ = ("_by_kind", "_by_name", "_command_rows", "_package_rows", "by_subject", "ready", "rows", "settings", "with_commands")

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.rows = settings.rows()
        self.by_subject: dict[str, list[Row]] = {}
        for row in self.rows:
            for name in row.on:
                self.by_subject.setdefault(name, []).append(row)
        self.ready: dict[str, Ready] = {}
        self._command_rows = self.by_subject.get("Command", [])
        self._package_rows = self.by_subject.get("PackageCommand", [])
        self.with_commands = {name for row in (*self._command_rows, *self._package_rows) for name in row.where}
        self._by_kind: dict[type[Instruction], list[Row]] = {}
        self._by_name: dict[tuple[str, str], list[Row]] = {}

    def prepare(self, row: Row) -> Ready:
        """The rule behind a row, and what it runs with."""
        rule = rules.load(row)
        options = self.settings.options_of(rule.name, rule.options, rule.profile_options)
        ready = self.ready[row.name] = (rule.check, rule, rule.severity, options)
        return ready

    def of_kind(self, kind: type[Instruction]) -> list[Row]:
        """The rules for a kind of instruction."""
        found = self._by_kind.get(kind)
        if found is None:
            names = [base.__name__ for base in kind.__mro__]
            found = self._by_kind[kind] = [row for name in names for row in self.by_subject.get(name, ())]
        return found

    def _of_command(self, name: str, command: str) -> list[Row]:
        """The rules for commands of a name in an instruction."""
        found = self._by_name.get((name, command))
        if found is None:
            found = [row for row in self._command_rows if name in row.where and (not row.commands or command in row.commands)]
            if len(self._by_name) > COMMANDS:
                self._by_name.clear()
            self._by_name[(name, command)] = found
        return found

    def calls(self, document: Document, instruction: Instruction) -> Iterator[Call]:
        """The calls that the commands of an instruction make, each rule once for a command, whatever it is run through."""
        name, scripts = instruction.name, document.scripts(instruction)
        package_rows = [row for row in self._package_rows if name in row.where]
        for script in scripts:
            for command in script.commands:
                names = command.names or ("",)
                if len(names) == 1:
                    for row in self._of_command(name, names[0]):
                        yield row, command, script
                else:
                    for row in {row.name: row for one in names for row in self._of_command(name, one)}.values():
                        yield row, command, script
                package = command.package if package_rows else None
                for row in package_rows if package else ():
                    if package and (not row.commands or package.tool in row.commands):
                        yield row, package, script


def plan_of(settings: Settings) -> Plan:
    """The plan that settings come to."""
    found = settings.plan
    if not isinstance(found, Plan):
        found = settings.plan = Plan(settings)
    return found
