from dockwright.data.labels import LEGACY, OCI, SUCCESSORS
from dockwright.model.labels import last_labels
from dockwright.rules import INFO, UNSAFE, Context, Findings, rule
from dockwright.syntax import Label


@rule(severity=INFO, fix=UNSAFE, tag="deprecated", since="0.1")
def legacy_label_schema(label: Label, ctx: Context) -> Findings:
    """A label-schema.org key, superseded by the OCI keys.

    label-schema.org has been closed since 2019 in favour of the keys of the OCI,
    which registries and scanners read.

    ```dockerfile
    FROM alpine:3.20
    LABEL org.label-schema.vcs-url="https://git.example.com/app"
    #     ^^^^^^^^^^^^^^^^^^^^^^^^ this key is superseded: use `org.opencontainers.image.source`
    ```

    ```dockerfile fixed
    FROM alpine:3.20
    LABEL org.opencontainers.image.source="https://git.example.com/app"
    ```

    The fix is unsafe, since something may still read the old key. Where the new
    one is set beside it, the old one is kept for that, and fine:

    ```dockerfile
    FROM alpine:3.20
    LABEL org.label-schema.name="app" org.opencontainers.image.title="app"
    ```

    See [pre-defined annotation keys](https://github.com/opencontainers/image-spec/blob/main/annotations.md).
    """
    for pair in label.pairs:
        key = ctx.resolve(pair.key) or ""
        name = SUCCESSORS.get(key[len(LEGACY) :]) if key.startswith(LEGACY) else None
        if name is None or OCI + name in last_labels(ctx.stage):
            continue
        fix = None
        if key in pair.key.text:
            fix = ctx.replace(pair.key, pair.key.text.replace(key, OCI + name), f"Rename it to {OCI}{name}")
        yield ctx.finding(pair.key, f"this key is superseded: use `{OCI}{name}`", fix)
