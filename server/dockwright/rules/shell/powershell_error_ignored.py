from dockwright.findings import Fix
from dockwright.rules import UNSAFE, WARNING, Context, Findings, rule
from dockwright.shell.nodes import Command, Script
from dockwright.syntax import Run
from dockwright.text import Edit, Span

HARMLESS = frozenset(
    ("write-host", "write-output", "echo", "start-sleep", "sleep", "set-location", "cd", "pushd", "popd", "exit", "return", "clear-host")
)
PREFERENCE = "$ErrorActionPreference = 'Stop'; "


@rule(severity=WARNING, fix=UNSAFE, refs=("CWE-390",), since="0.1")
def powershell_error_ignored(run: Run, ctx: Context) -> Findings:
    """A PowerShell RUN that goes on after an error.

    PowerShell prints most errors and continues: a failed download or copy does
    not stop the build.

    ```dockerfile
    FROM mcr.microsoft.com/windows/servercore:ltsc2022
    SHELL ["powershell", "-Command"]
    RUN iwr https://example.com/a.zip -OutFile a.zip; Expand-Archive a.zip
    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PowerShell goes on after an error: begin with $ErrorActionPreference = 'Stop'
    ```

    ```dockerfile fixed
    FROM mcr.microsoft.com/windows/servercore:ltsc2022
    SHELL ["powershell", "-Command"]
    RUN $ErrorActionPreference = 'Stop'; iwr https://example.com/a.zip -OutFile a.zip; Expand-Archive a.zip
    ```

    The fix is unsafe: a build that went on stops now. The preference in SHELL
    counts for every RUN, and `-ErrorAction Stop` for one command. In cmd, a
    single `&` goes on as well:

    ```dockerfile
    FROM mcr.microsoft.com/windows/servercore:ltsc2022
    RUN mkdir C:\\\\a & copy b C:\\\\a
    #               ^ cmd goes on after an error before &: use &&
    SHELL ["powershell", "-Command", "$ErrorActionPreference = 'Stop';"]
    RUN iwr https://example.com/a.zip -OutFile a.zip; Expand-Archive a.zip
    ```

    See [about_Preference_Variables](https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_preference_variables).
    """
    if any("erroractionpreference" in word.lower() for word in ctx.document.shell(run)):
        return
    for script in ctx.document.scripts(run):
        commands = [one for one in script.commands if one.dialect == "powershell"]
        if commands and not any(map(_says, commands)) and _goes_on(script):
            message = "PowerShell goes on after an error: begin with $ErrorActionPreference = 'Stop'"
            yield ctx.finding(commands[0], message, _fix(run, script, commands[0], ctx))
        for operator in script.operators if script.dialect == "cmd" else ():
            if operator.text == "&" and operator.left is not None and operator.right is not None and not operator.context:
                yield ctx.finding(operator, "cmd goes on after an error before &: use &&", ctx.replace(operator, "&&", "Replace & with &&"))


def _says(command: Command) -> bool:
    """Whether a command sets the preference, or tells another PowerShell to."""
    return any("erroractionpreference" in word.value.lower() for word in (*command.assigns, *command.words))


def _goes_on(script: Script) -> bool:
    """Whether a statement that may fail is followed by another: the last one decides by itself whether the build goes on."""
    last = script.commands[-1].start
    for operator in script.operators:
        left = operator.left
        if operator.text not in (";", "\n") or operator.context not in ((), ("sh -c",)) or left is None or operator.start > last:
            continue
        stops = (left.arguments.value("-erroraction", "-ea") or "").lower() == "stop"
        if left.dialect == "powershell" and left.name and left.name not in HARMLESS and not stops:
            return True
    return False


def _fix(run: Run, script: Script, first: Command, ctx: Context) -> Fix | None:
    """The preference before the first statement; text in the quotes of sh might be expanded there, so that is left alone."""
    if script.exec_form or (first.shell and script.dialect != "cmd"):
        return None
    if run.heredocs and not first.shell:
        at = run.start + run.heredocs[0].body.start
        return ctx.fix("Stop on errors", Edit(Span(at, at), PREFERENCE.rstrip("; ") + ctx.document.newline))
    at = ctx.place(first).start if first.shell else run.start + run.text.start
    if first.shell and run.parsed.source[first.span.start - 1] in "({&":
        return None
    return ctx.fix("Stop on errors", Edit(Span(at, at), PREFERENCE))
