from dockwright.model.sources import Source
from dockwright.rules import ERROR, SAFE, Context, Findings, rule
from dockwright.syntax import Add


@rule(
    severity=ERROR,
    fix=SAFE,
    aliases=("DL3020", "DS-0005", "CKV_DOCKER_4"),
    refs=("CIS-4.9", "CWE-610"),
    profiles=("security", "hadolint", "cis"),
    options={"unresolved": False},
    profile_options={"hadolint": {"unresolved": True}},
    since="0.1",
)
def add_instead_of_copy(add: Add, ctx: Context) -> Findings:
    """`ADD` for files that `COPY` would copy.

    `ADD` also downloads URLs, clones repositories and unpacks archives, so the
    line alone does not say what ends up in the image. `COPY` only copies.

    ```dockerfile
    FROM alpine:3.20
    ADD app.py /app/
    #^^ only local files are copied here: use COPY
    ```

    ```dockerfile fixed
    FROM alpine:3.20
    COPY app.py /app/
    ```

    The fix is safe, since no source is one that `ADD` would fetch or unpack.
    Sources that need `ADD` are left alone, and so is a source that only a
    build can know:

    ```dockerfile
    FROM alpine:3.20
    ARG SOURCE
    ADD rootfs.tar.xz /
    ADD https://example.com/app.bin /app/
    ADD $SOURCE /app/
    ```

    See [ADD or COPY](https://docs.docker.com/build/building/best-practices/#add-or-copy).
    """
    if any(add.flag(name) for name in ("checksum", "keep-git-dir", "unpack")):
        return
    sources = ctx.document.sources(add)
    known = all(source.path is not None for source in sources) and not any(source.needs_add for source in sources)
    if sources and (known or (ctx.options["unresolved"] and not any(_is_for_add(source) for source in sources))):
        fix = ctx.replace(add.keyword, ctx.keyword("COPY"), "Replace ADD with COPY") if known else None
        yield ctx.finding(add.keyword, "only local files are copied here: use COPY", fix)


def _is_for_add(source: Source) -> bool:
    """Whether COPY would surely do something else; what only a build can know does not count."""
    return source.is_named_for_add or (source.needs_add and not source.is_glob)
