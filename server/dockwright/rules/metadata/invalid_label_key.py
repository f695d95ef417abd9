from dockwright.model.labels import key_fault
from dockwright.rules import STYLE, Context, Findings, rule
from dockwright.syntax import Label


@rule(
    severity=STYLE,
    aliases=("DL3048",),
    profiles=("strict", "hadolint"),
    default=False,
    options={"like_hadolint": False},
    profile_options={"hadolint": {"like_hadolint": True}},
    since="0.1",
)
def invalid_label_key(label: Label, ctx: Context) -> Findings:
    """A label key outside the recommended form.

    Docker takes any key. What reads labels expects the form that its manual
    recommends: lower-case letters, digits and single `.`, `-`, `_` between
    them, and the namespace of whoever defines the key.

    ```dockerfile
    FROM alpine:3.20
    LABEL Vendor="ACME" com.docker.team=core com.example..team=core
    #     ^^^^^^ label keys are in lower case: rename it
    #                   ^^^^^^^^^^^^^^^ `com.docker.` is reserved for Docker: use a domain of your own
    #                                        ^^^^^^^^^^^^^^^^^ two dividers in a row have no place in a label key: leave one
    ```

    Keys that Docker's own tools document, such as those of Compose and of
    desktop extensions, are fine:

    ```dockerfile
    FROM alpine:3.20
    LABEL com.example.release-date="2026-02-12" com.docker.extension.categories="database"
    ```

    With the option `like-hadolint` those are reported, too, and variables in a
    key are not replaced before it is judged.

    See [Docker object labels](https://docs.docker.com/engine/manage-resources/labels/).
    """
    exact = ctx.options["like_hadolint"]
    for pair in label.pairs:
        key = pair.key.text.strip("\"'") if exact else ctx.resolve(pair.key)
        fault = key_fault(key, not exact) if key else ""
        if fault:
            yield ctx.finding(pair.key, fault)
