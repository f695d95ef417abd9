from dockwright.findings import Fix
from dockwright.rules import UNSAFE, WARNING, Context, Findings, rule
from dockwright.shell.bashisms import SHELLCHECK, Bashism, bashisms
from dockwright.shell.nodes import Script
from dockwright.syntax import Run, ShellForm

NAMES = {"dash": "dash", "ash": "BusyBox", "sh": "plain sh"}
REMEDIES = {
    "source": "write .",
    "==": "write =",
    "&>": "write > FILE 2>&1",
    "[[": "write [",
    "function": "write name()",
    "echo -e": "use printf",
}


@rule(severity=WARNING, fix=UNSAFE, since="0.1")
def bashism(instruction: ShellForm, ctx: Context) -> Findings:
    """bash syntax in a RUN that /bin/sh will read.

    `/bin/sh` is dash on Debian and Ubuntu and BusyBox on Alpine. What only bash
    understands is an error there, or worse, means something else.

    ```dockerfile
    FROM debian:12
    RUN source /etc/os-release && mkdir -p /opt/{bin,lib}
    #   ^^^^^^ dash does not know `source`: write .
    #                                           ^^^^^^^^^ dash does not know `{a,b}`: set SHELL to bash or write it for sh
    ```

    ```dockerfile fixed
    FROM debian:12
    SHELL ["/bin/bash", "-c"]
    RUN . /etc/os-release && mkdir -p /opt/{bin,lib}
    ```

    The fix is unsafe, since it changes which shell reads what follows, or what
    a test compares. Where bash reads the text it is bash, and on an unknown base
    only what neither dash nor BusyBox knows is reported:

    ```dockerfile
    FROM debian:12
    RUN bash -c '[[ $A == b ]] && source /x'
    SHELL ["/bin/bash", "-c"]
    RUN [[ $A == b ]] && source /x
    FROM fedora:42
    RUN source /etc/os-release
    FROM registry.example.com/base
    RUN source /x
    ```

    See [SHELL](https://docs.docker.com/reference/dockerfile/#shell).
    """
    if instruction.is_json:
        return
    shell = ctx.document.shell_kind(instruction)
    if shell not in NAMES:
        return
    for script in ctx.document.scripts(instruction):
        for one in bashisms(script, shell) if script.dialect == "posix" and not script.errors else ():
            remedy = REMEDIES.get(one.kind, "set SHELL to bash or write it for sh")
            message = f"{NAMES[shell]} does not know `{one.kind}`: {remedy}"
            start, end = _place(script, one)
            ids = SHELLCHECK.get(one.kind, ())
            yield ctx.finding(script.span(start, end), message, _fix(script, one, instruction, ctx), aliases=ids)


def _place(script: Script, one: Bashism) -> tuple[int, int]:
    """The construct, or only its beginning if it goes on over several lines."""
    end = script.text.find("\n", one.start, one.end)
    if one.kind in ("[[", "function", "(( ))", "for (( ))", "select"):
        end = one.start + len(script.text[one.start : one.end].split()[0])
    return one.start, end if end > 0 else one.end


def _fix(script: Script, one: Bashism, instruction: ShellForm, ctx: Context) -> Fix | None:
    text = {"source": ".", "==": "="}.get(one.kind)
    if text is not None:
        return ctx.replace(script.span(one.start, one.end), text, f"Replace {one.kind} with {text}")
    if one.kind == "&>":
        target = script.text[one.start + 2 : one.end]
        return ctx.replace(script.span(one.start, one.end), f">{target} 2>&1", "Redirect both outputs")
    image = ctx.stage.known
    if not isinstance(instruction, Run) or instruction.onbuild or image is None or not image.has_bash or instruction.heredocs:
        return None
    shell = f'{ctx.keyword("SHELL")} ["/bin/bash", "-c"]'
    return ctx.fix("Set SHELL to bash", ctx.line_above(instruction, shell))
