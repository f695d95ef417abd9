from dockwright.model.tooling import brings
from dockwright.rules import SAFE, STYLE, Context, Findings, rule
from dockwright.shell.nodes import Command

QUIET = ("-q", "--quiet", "-nv", "--no-verbose", "--progress", "-o", "--output-file", "-a", "--append-output", "--no-show-progress")
QUESTIONS = ("--spider", "--version", "-V", "--help", "-h")


@rule(
    severity=STYLE,
    fix=SAFE,
    aliases=("DL3047",),
    profiles=("strict", "hadolint"),
    default=False,
    commands=("wget",),
    options={"style": "quiet", "questions": False},
    profile_options={"hadolint": {"questions": True}},
    since="0.1",
)
def wget_progress(command: Command, ctx: Context) -> Findings:
    """wget printing a progress bar into the build log.

    In a log every step of the bar is a line of its own: thousands for a large
    file, and what went wrong is hard to find among them.

    ```dockerfile
    FROM debian:12
    RUN wget https://example.com/a.tar.gz
    #   ^^^^ the progress bar fills the build log: add -nv
    ```

    ```dockerfile fixed
    FROM debian:12
    RUN wget -nv https://example.com/a.tar.gz
    ```

    The fix is safe: only what is printed changes, errors included no more and
    no less. The option `style` may be `progress`: then it is
    `--progress=dot:giga`. The wget of BusyBox is left alone, it knows little of
    this:

    ```dockerfile
    FROM alpine:3.20
    RUN wget https://example.com/a.tar.gz
    ```

    See [Logging and input file options](https://www.gnu.org/software/wget/manual/wget.html#Logging-and-Input-File-Options).
    """
    if command.name != "wget" or command.name_word is None or command.dialect == "powershell" or command.arguments.has(*QUIET):
        return
    if (command.arguments.has(*QUESTIONS) and not ctx.options["questions"]) or command.arguments.value("--show-progress") == "no":
        return
    image = ctx.stage.known
    if image is not None and image.sh == "ash" and not brings(ctx.document, ctx.instruction, command, "wget"):
        return
    switch = "--progress=dot:giga" if ctx.options["style"] == "progress" else "-nv"
    fix = ctx.fix(f"Add {switch}", ctx.word_after(command.name_word, switch))
    yield ctx.finding(command.name_word, f"the progress bar fills the build log: add {switch}", fix)
