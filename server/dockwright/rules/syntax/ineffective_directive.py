from dockwright.model import misplaced
from dockwright.model.document import Document
from dockwright.model.misplaced import INDENTED, LOW
from dockwright.rules import SAFE, WARNING, Context, Findings, rule


@rule(severity=WARNING, fix=SAFE, since="0.1")
def ineffective_directive(document: Document, ctx: Context) -> Findings:
    """A comment that looks like a parser directive but has no effect.

    Directives count in the very first lines of a file only: a comment, a blank
    line or an instruction above them makes them comments.

    ```dockerfile
    # The web server.
    # syntax=docker/dockerfile:1
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^ below the top `syntax` is only a comment: move it to the first line
    FROM alpine:3.20
    ```

    ```dockerfile fixed
    # syntax=docker/dockerfile:1
    # The web server.
    FROM alpine:3.20
    ```

    The fix is safe: it is what was meant, and there is none where the file
    would be read differently, or where such a directive is in force already.
    A check comment above an instruction is about that instruction:

    ```dockerfile
    # escape=`
    # The web server.
    FROM alpine:3.20
    # check=skip=JSONArgsRecommended
    CMD nginx
    ```

    See [parser directives](https://docs.docker.com/reference/dockerfile/#parser-directives).
    """
    for one in misplaced.find(document):
        if one.kind == LOW:
            title, message = "Move the directive to the top", f"below the top `{one.name}` is only a comment: move it to the first line"
        elif one.kind == INDENTED:
            title, message = "Delete the indentation", f"indented, `{one.name}` has no effect: begin the line with it"
        else:
            title, message = f"Write {one.name}", f"this is no directive: write `{one.name}`"
        fix = ctx.fix(title, *(ctx.edit(edit.span, edit.text) for edit in one.edits)) if one.edits else None
        yield ctx.finding(one, message, fix)
