from dockwright.data.labels import SECURITY
from dockwright.model.labels import Labelled, every_label, is_valid, value_of
from dockwright.model.stages import Stage
from dockwright.rules import EDITOR, INFO, UNSAFE, Context, Findings, rule


@rule(severity=INFO, fix=UNSAFE, profiles=("strict", "security"), default=False, options={"keys": []}, since="0.1")
def missing_security_contact(stage: Stage, ctx: Context) -> Findings:
    """A shipped image without a security policy or contact label.

    Whoever finds a hole in an image has nothing but the image: a label tells
    whom to write to.

    ```dockerfile with project.security_txt="https://example.com/.well-known/security.txt"
    FROM alpine:3.20
    #    ^^^^^^^^^^^ no label of this image says where to report a vulnerability: add `securitytxt`
    ```

    ```dockerfile fixed
    FROM alpine:3.20
    LABEL securitytxt="https://example.com/.well-known/security.txt"
    ```

    The fix writes the address that the project's `security.txt` gives, or that
    of its `SECURITY.md` where its git remote is on a public host. It is unsafe,
    as labels change the image. Where neither is known, editors insert the label
    with its value left blank.

    A key counts if it is or ends in `securitytxt`, `security.txt`,
    `security.contact`, `security.policy` or `vulnerability.contact`, or is in
    the option `keys`; the value has to be a URL or an address.

    ```dockerfile
    FROM alpine:3.20
    LABEL com.example.security.contact="security@example.com"
    ```

    See [security.txt](https://securitytxt.org/).
    """
    image = stage.from_.image if stage.from_ else None
    if image is None or not stage.is_final or any(_says(one, ctx) for one in every_label(stage)):
        return
    project = ctx.document.surroundings.project
    key, value = "securitytxt", project.security_txt if project else ""
    if project and project.security_policy and not value:
        key, value = "security.policy", project.security_policy
    title = "Add the address that the project gives" if value else f"Insert a label {key} to fill in"
    fix = ctx.fix(title, ctx.new_labels(stage, {key: value}), applicability=UNSAFE if value else EDITOR)
    yield ctx.finding(image, f"no label of this image says where to report a vulnerability: add `{key}`", fix)


def _says(label: Labelled, ctx: Context) -> bool:
    key, word = label.key, label.pair.value
    if key is None or not (key in ctx.options["keys"] or any(key == end or key.endswith(f".{end}") for end in SECURITY)):
        return key is None
    value = value_of(ctx.document, label.instruction, word) if word else ""
    return value is None or is_valid("url", value) or is_valid("email", value)
