from dockwright.rules import ERROR, INFO, SAFE, STYLE, UNSAFE, WARNING, Context, Findings, rule
from dockwright.shell.nodes import basename
from dockwright.syntax import Stopsignal
from dockwright.syntax.signals import NUMBERS, canonical, number
from dockwright.text import nearest

EXPECTED = {"nginx": "SIGQUIT", "php-fpm": "SIGQUIT", "httpd": "SIGWINCH", "apache2": "SIGWINCH", "systemd": "SIGRTMIN+3"}
"""What ends these programs in good order, where it is not SIGTERM. Sources: their manuals."""


@rule(
    severity=ERROR,
    fix=SAFE,
    aliases=("INVALID_SIGNAL",),
    options={"strict": False},
    profile_options={"strict": {"strict": True}},
    since="0.1",
)
def unusable_stop_signal(stopsignal: Stopsignal, ctx: Context) -> Findings:
    """A STOPSIGNAL that is unknown or cannot stop anything.

    `docker stop` sends this signal. A name that does not exist fails the build;
    SIGKILL and SIGSTOP cannot be handled, so the program cannot end in order.

    ```dockerfile
    FROM nginx:1.29
    STOPSIGNAL SIGTRM
    #          ^^^^^^ there is no signal `SIGTRM`: did you mean SIGTERM?
    FROM nginx:1.29
    STOPSIGNAL 9
    #          ^ no program can handle this signal: name one that lets it end in order
    ```

    ```dockerfile fixed
    FROM nginx:1.29
    STOPSIGNAL SIGTERM
    FROM nginx:1.29
    STOPSIGNAL 9
    ```

    The fix takes the most similar name, and is unsafe. Numbers from 1 to 64
    and names in any letter case, with or without SIG, are fine:

    ```dockerfile
    FROM nginx:1.29
    STOPSIGNAL rtmin+3
    ```

    With the option `strict` names are to be written in full, which is a safe
    fix, and servers that end on another signal are pointed out.

    See [STOPSIGNAL](https://docs.docker.com/reference/dockerfile/#stopsignal).
    """
    word = stopsignal.value
    text = ctx.resolve(word) if word else None
    if word is None or not text:
        return
    value, written = number(text), text == word.text
    if value is None:
        near = nearest(text.upper().removeprefix("SIG"), NUMBERS, min(2, len(text) // 2))
        advice = f"did you mean SIG{near}?" if near else "name one, such as SIGTERM"
        fix = ctx.fix(f"Replace it by SIG{near}", ctx.edit(word, f"SIG{near}"), applicability=UNSAFE) if near and written else None
        yield ctx.finding(word, f"there is no signal `{text[:40]}`: {advice}", fix)
    elif value in (NUMBERS["KILL"], NUMBERS["STOP"]):
        message = "no program can handle this signal: name one that lets it end in order"
        yield ctx.finding(word, message, severity=WARNING)
    elif ctx.options["strict"]:
        if canonical(text) != text:
            fix = ctx.replace(word, canonical(text), "Write the name in full") if written else None
            yield ctx.finding(word, f"this signal is usually written {canonical(text)}: write it so", fix, severity=STYLE)
        yield from _expected(stopsignal, value, ctx)


def _expected(stopsignal: Stopsignal, value: int, ctx: Context) -> Findings:
    for one in () if stopsignal.onbuild else ctx.stage.started:
        for script in ctx.document.scripts(one) if one else ():
            name = basename(script.commands[-1].name) if script.commands else ""
            wanted = EXPECTED.get(name)
            if wanted and number(wanted) != value:
                yield ctx.finding(stopsignal.text, f"{name} ends in order on {wanted}: send that", severity=INFO)
