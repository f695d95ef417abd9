from dockwright.model.paths import is_absolute
from dockwright.rules import WARNING, Context, Findings, rule
from dockwright.syntax import Add, Copy


@rule(
    severity=WARNING,
    aliases=("DL3045",),
    profiles=("hadolint",),
    options={"add": False},
    since="0.1",
)
def relative_destination(copy: Copy | Add, ctx: Context) -> Findings:
    """A relative COPY destination with no WORKDIR set.

    The files go to the working directory of the base image, which is not
    written here and changes when the image does.

    ```dockerfile
    FROM debian:13
    COPY app .
    #        ^ where this is depends on the base image: set a WORKDIR, or write an absolute path
    ```

    A WORKDIR above, also in a stage it is built on, settles it. So does a base
    image whose working directory is known:

    ```dockerfile
    FROM debian:13 AS base
    WORKDIR /srv
    FROM base
    COPY app .
    FROM httpd:2.4
    COPY site htdocs/
    ```

    With the option `add` the destinations of ADD are judged as well.

    See [COPY](https://docs.docker.com/reference/dockerfile/#copy).
    """
    word = copy.destination
    if word is None or (isinstance(copy, Add) and not ctx.options["add"]):
        return
    path = ctx.resolve(word)
    written = word.value.strip("\"'") if path is None else path
    if is_absolute(written) or written.startswith("$") or ctx.document.state(copy).workdir is not None:
        return
    known = ctx.stage.known
    if not (known and known.workdir):
        yield ctx.finding(word, "where this is depends on the base image: set a WORKDIR, or write an absolute path")
