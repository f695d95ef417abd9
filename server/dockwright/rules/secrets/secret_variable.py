from dockwright.findings import Fix
from dockwright.model.credentials import is_recorded, written
from dockwright.model.document import Document
from dockwright.model.secrets import is_carrier, is_placeholder, is_reference
from dockwright.rules import ERROR, INFO, UNSAFE, WARNING, Context, Findings, rule
from dockwright.syntax import Arg, Env, Instruction, Pair

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


@rule(
    severity=WARNING,
    fix=UNSAFE,
    aliases=("DL3064", "SecretsUsedInArgOrEnv", "DS-0031", "CIS-DI-0010"),
    refs=("CIS-4.10", "CWE-798", "CWE-538", "CWE-526", "OWASP-12"),
    profiles=("security", "hadolint", "buildkit", "cis"),
    options={"names": ""},
    profile_options={"hadolint": {"names": "hadolint"}, "buildkit": {"names": "buildkit"}},
    since="0.1",
)
def secret_variable(document: Document, ctx: Context) -> Findings:
    """A secret passed by `ENV` or `ARG`.

    The value of an `ENV` is in every container and in the image's
    configuration; that of an `ARG` is in the image's history. Both can be read
    by whoever has the image.

    ```dockerfile
    FROM node:24
    ARG NPM_TOKEN
    #   ^^^^^^^^^ a build argument stays in the image's history: use RUN --mount=type=secret
    RUN npm ci
    ENV DB_PASSWORD=$NPM_TOKEN
    #   ^^^^^^^^^^^ a variable stays in the image: pass the secret when the container starts
    ```

    Where every `RUN` that needs a build argument names it, and none keeps it,
    the fix mounts a secret. It is unsafe: the build has to be given it, by
    `docker build --secret id=API_TOKEN .` from the variable of that name.

    ```dockerfile
    FROM node:24
    ARG API_TOKEN
    #   ^^^^^^^^^ a build argument stays in the image's history: use RUN --mount=type=secret
    RUN curl -fsSL -H "X-Token: $API_TOKEN" -o /model https://example.com/model
    ```

    ```dockerfile fixed
    FROM node:24
    RUN --mount=type=secret,id=API_TOKEN,env=API_TOKEN curl -fsSL -H "X-Token: $API_TOKEN" -o /model https://example.com/model
    ```

    It goes by the name, each once. A value of eight characters or more that is
    no placeholder makes it an error; one that gets nowhere, since no `RUN`
    follows the `ARG` or nothing sets what the `ENV` is made of, is only
    information. Names that are only about a secret are let off, and so are
    values that switch something or say where the secret is:

    ```dockerfile
    FROM node:24
    ENV DB_PASSWORD_FILE=/run/secrets/db TOKEN_URL=https://example.com ALLOW_EMPTY_PASSWORD=yes GPG_KEY=8A749566
    RUN --mount=type=secret,id=npm,env=NPM_TOKEN npm ci
    ```

    The option `names`: `hadolint` or `buildkit`, by the test of that tool.

    See [Build secrets](https://docs.docker.com/build/building/secrets/).
    """
    reading = ctx.options["names"]
    for instruction, pairs in _carriers(document, reading):
        for pair in pairs[:1] if reading == "hadolint" else pairs:
            message = "a variable stays in the image: pass the secret when the container starts"
            if isinstance(instruction, Arg):
                message = "a build argument stays in the image's history: use RUN --mount=type=secret"
            severity = "" if reading else _severity(pair, instruction, document)
            yield ctx.finding(pair.key, message, _mounted(pair, instruction, ctx), at=instruction, severity=severity)


def _carriers(document: Document, reading: str) -> "Iterator[tuple[Instruction, list[Pair]]]":
    """The instructions that set such a variable, with the pairs that do; each name once, unless a tool reads them otherwise."""
    seen: set[str] = set()
    for outer in document.instructions:
        instruction = outer.trigger or outer
        if not isinstance(instruction, (Arg, Env)):
            continue
        if reading == "buildkit" and (outer.trigger or document.stage_of(outer).from_ is None):
            continue
        pairs = [pair for pair in instruction.pairs if is_carrier(pair.key.text, reading)]
        if not reading:
            pairs = [pair for pair in pairs if pair.key.text not in seen and not _is_harmless(pair, instruction)]
            seen.update(pair.key.text for pair in pairs)
        if pairs:
            yield instruction, pairs


def _mounted(pair: Pair, instruction: Instruction, ctx: Context) -> Fix | None:
    """The edits that make a build argument a secret."""
    if not isinstance(instruction, Arg) or instruction.onbuild:
        return None
    from dockwright.rules.mounting import mount_arguments

    return mount_arguments(ctx, [pair.key.text])


def _severity(pair: Pair, instruction: Instruction, document: Document) -> str:
    """By what the file shows of the value: a secret, one that may be given, or none that gets anywhere."""
    value = written(pair, instruction.parsed.escape)
    if value and not is_placeholder(value):
        return ERROR if len(value) >= 8 else INFO if len(value) < 4 or value.isdecimal() else WARNING
    return WARNING if is_recorded(document, instruction, pair) else INFO


def _is_harmless(pair: Pair, instruction: Instruction) -> bool:
    """Whether the value switches something, or says where the secret is; an ENV without a value carries nothing."""
    value = written(pair, instruction.parsed.escape)
    if not value:
        return value is not None and isinstance(instruction, Env)
    return value.lower() in ("true", "false", "yes", "no", "on", "off", "0", "1") or is_reference(value)
