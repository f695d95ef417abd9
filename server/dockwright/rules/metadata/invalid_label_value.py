from dockwright.data.labels import OCI
from dockwright.model.labels import is_valid, oci_type, value_of
from dockwright.rules import INFO, WARNING, Context, Findings, rule
from dockwright.syntax import Label

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.syntax import Word

KINDS = {
    "text": ("DL3051", "text"),
    "url": ("DL3052", "a URL with its scheme"),
    "rfc3339": ("DL3053", "a date and time: write it like 2026-02-12T09:30:00Z"),
    "spdx": ("DL3054", "an SPDX licence: write it like Apache-2.0"),
    "hash": ("DL3055", "the hash of a commit"),
    "semver": ("DL3056", "a semantic version: write it like 1.4.0"),
    "email": ("DL3058", "a mail address: write it like team@example.com"),
}


@rule(
    severity=WARNING,
    aliases=("DL3051", "DL3052", "DL3053", "DL3054", "DL3055", "DL3056", "DL3058"),
    profiles=("hadolint",),
    options={"labels": {}, "like_hadolint": False},
    profile_options={"hadolint": {"like_hadolint": True}},
    since="0.1",
)
def invalid_label_value(label: Label, ctx: Context) -> Findings:
    """A label value that is not of its declared type.

    The table `labels` of the configuration gives types to keys: `text` (not
    empty), `url`, `rfc3339`, `spdx`, `hash`, `semver`, `email`. Whatever reads
    the label relies on them.

    ```dockerfile with labels={contact="email"}
    FROM alpine:3.20
    LABEL contact="the core team"
    #             ^^^^^^^^^^^^^^^ `contact` must be a mail address: write it like team@example.com
    ```

    Some keys of the OCI have a type without any table. Of those a wrong value
    is only `info`.

    ```dockerfile
    FROM alpine:3.20
    LABEL org.opencontainers.image.licenses="Apache 2" \\
    #                                       ^^^^^^^^^^ `licenses` must be an SPDX licence: write it like Apache-2.0
          org.opencontainers.image.created="today"
    #                                      ^^^^^^^ `created` must be a date and time: write it like 2026-02-12T09:30:00Z
    ```

    A value that a build decides on, as it does on every ARG, is left alone:

    ```dockerfile
    FROM alpine:3.20
    ARG REVISION=unknown
    LABEL org.opencontainers.image.revision=$REVISION
    LABEL org.opencontainers.image.licenses="MIT OR (GPL-2.0-only WITH Classpath-exception-2.0)"
    ```

    With the option `like-hadolint` only keys of the table have types, variables
    are not replaced, a licence is one identifier and a hash has 7 or 40 digits.

    See [annotations](https://github.com/opencontainers/image-spec/blob/main/annotations.md).
    """
    exact, schema = ctx.options["like_hadolint"], ctx.options["labels"]
    for pair in label.pairs:
        key = ctx.resolve(pair.key) or ""
        kind = schema.get(key) or ("" if exact else oci_type(key))
        if kind not in KINDS:
            continue
        value = _value(pair.value, ctx)
        if value is None or is_valid(kind, value, exact and not key.startswith(OCI)):
            continue
        peer, what = KINDS[kind]
        name, severity = key.removeprefix(OCI), WARNING if key in schema else INFO
        message = f"`{name}` must be {what}" if value else f"`{name}` is empty: give it a value or delete it"
        yield ctx.finding(pair.value or pair.key, message, severity=severity, aliases=(peer,) if value else ("DL3051", peer))


def _value(word: "Word | None", ctx: Context) -> str | None:
    if word is None:
        return ""
    return word.text.strip("\"'") if ctx.options["like_hadolint"] else value_of(ctx.document, ctx.instruction, word)
