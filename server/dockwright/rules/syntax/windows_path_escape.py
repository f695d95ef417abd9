from dockwright.model import windows
from dockwright.model.shells import is_windows
from dockwright.rules import ERROR, UNSAFE, WARNING, Context, Findings, rule
from dockwright.syntax import Env, Transfer, Workdir


@rule(severity=WARNING, fix=UNSAFE, since="0.1")
def windows_path_escape(instruction: Workdir | Transfer | Env, ctx: Context) -> Findings:
    """A Windows path with backslashes while the backslash is the escape character.

    The builder drops the backslashes, so that `C:\\\\app` becomes `C:app`, and
    takes one at the end of a line for a continuation, which swallows the
    next line.

    ```dockerfile
    FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
    WORKDIR C:\\app
    #       ^^^^^^ the backslashes of `C:\\app` are read as escapes: begin the file with # escape=`
    ```

    ```dockerfile fixed
    # escape=`
    FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
    WORKDIR C:\\app
    ```

    The fix is unsafe, since it changes paths. Where lines are continued with
    backslashes it writes forward slashes instead, which Windows reads as well.
    Those are fine, and so are doubled or quoted backslashes:

    ```dockerfile
    FROM mcr.microsoft.com/windows/nanoserver:ltsc2022
    WORKDIR C:/app
    COPY ["app.exe", "C:\\\\app\\\\"]
    ENV APP_HOME="C:\\app" TEMP=C:\\\\Temp
    ```

    See [escape](https://docs.docker.com/reference/dockerfile/#escape).
    """
    if "\\" not in instruction.parsed.source or ctx.document.escape != "\\" or not is_windows(ctx.stage):
        return
    below = windows.swallowed(instruction)
    if below:
        fix = ctx.replace(below.path, below.text.replace("\\", "/"), "Write forward slashes")
        message = f"this backslash continues the line, which swallows the {below.keyword} below: write forward slashes"
        related = (ctx.related(below.keyword_span, "this is read as a part of the line above"),)
        yield ctx.finding(below.path, message, fix, severity=ERROR, related=related)
        return
    for span, text in windows.eaten(instruction):
        directive = windows.escape_directive(ctx.document)
        if directive:
            fix, remedy = ctx.fix("Make the backtick the escape character", directive), "begin the file with # escape=`"
        else:
            fix, remedy = ctx.replace(span, text.replace("\\", "/"), "Write forward slashes"), "write forward slashes"
        yield ctx.finding(span, f"the backslashes of `{text}` are read as escapes: {remedy}", fix)
