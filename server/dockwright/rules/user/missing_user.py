from dockwright.data.images import create_user, numeric_user
from dockwright.model import users
from dockwright.model.stages import Stage
from dockwright.model.users import created, existing, is_started, may_switch
from dockwright.rules import INFO, UNSAFE, WARNING, Context, Findings, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.findings import Fix

PREPARED = frozenset(("debian", "ubuntu", "alpine"))


@rule(
    severity=WARNING,
    fix=UNSAFE,
    aliases=("DS-0002", "CKV_DOCKER_3", "CIS-DI-0001"),
    refs=("CIS-4.1", "CWE-250", "CWE-269", "OWASP-2", "NIST-800-190-4.1.2"),
    profiles=("security", "cis"),
    options={"always": False},
    profile_options={"strict": {"always": True}, "security": {"always": True}, "cis": {"always": True}},
    since="0.1",
)
def missing_user(stage: Stage, ctx: Context) -> Findings:
    """An image that runs as root because no `USER` is set.

    Without a `USER` everything the container runs is root: it can change
    every file of the image, and a bug that lets it out of the container lets
    it out as root.

    ```dockerfile
    FROM python:3.13
    #    ^^^^^^^^^^^ no USER is set, so the image runs as root: add one
    COPY app.py /app/
    CMD ["python", "/app/app.py"]
    ```

    ```dockerfile fixed
    FROM python:3.13
    COPY app.py /app/
    RUN groupadd --system app && useradd --system --gid app --no-create-home --shell /usr/sbin/nologin app
    USER app
    CMD ["python", "/app/app.py"]
    ```

    Some images bring a user that waits to be used:

    ```dockerfile
    FROM node:24
    #    ^^^^^^^ no USER is set, so the image runs as root: use `node`, which the base image has
    CMD ["node", "app.js"]
    ```

    ```dockerfile fixed
    FROM node:24
    USER node
    CMD ["node", "app.js"]
    ```

    The fix is unsafe: the program may write where only root can, or need what
    only root may do. Where the base image cannot make users, it takes a number;
    where the distribution of the base image is not known, there is no fix.

    Images that run as somebody else, or whose entrypoint gives up root by
    itself, are fine. So is an image that says nothing about what it runs,
    unless the option `always` is set. Where nobody can know whether the base
    image has a `USER`, or whether an entrypoint script switches to one that the
    file creates, the finding is only an `info`; with `--online` the registry is
    asked.

    ```dockerfile
    FROM nginxinc/nginx-unprivileged:1.29
    CMD ["nginx", "-g", "daemon off;"]
    ```

    See [USER](https://docs.docker.com/build/building/best-practices/#user).
    """
    if not stage.is_final or stage.is_scratch or stage.root.base is None or stage.from_ is None or stage.from_.image is None:
        return
    if users.has_user(stage) or not (is_started(stage) or ctx.options["always"]):
        return
    is_root, image = users.runs_as_root(stage, stage.end), stage.known
    if is_root is False or users.is_of_windows(stage) or users.is_devcontainer(stage) or users.drops_privileges(stage):
        return
    message = "no USER is set, so the image runs as root: add one"
    if not is_root:
        message = "no USER is set: unless the base image has one, this runs as root"
    elif may_switch(stage):
        message = "no USER is set: unless the entrypoint switches to one, this runs as root"
    elif image and image.ready_user:
        message = f"no USER is set, so the image runs as root: use `{image.ready_user}`, which the base image has"
    severity = "" if is_root and is_started(stage) and not may_switch(stage) else INFO
    yield ctx.finding(stage.from_.image, message, _switch(stage, ctx) if is_root else None, severity=severity)


def _switch(stage: Stage, ctx: Context) -> "Fix | None":
    """USER behind everything that needs root, and above it the user, unless there is one already."""
    image = stage.known
    if image is None:
        return None
    name = next((account.name for account in created(stage) if account.name), image.ready_user)
    creation = None
    if not name:
        if image.users or (image.users is None and image.family in PREPARED):
            return None
        name = "appuser" if "app" in (existing(stage) or ()) else "app"
        creation = create_user(image.family, name) if image.can_add_users else None
        if creation is None:
            name = str(numeric_user(image.family))
    lines = f"{ctx.keyword('USER')} {name}"
    if creation:
        lines = f"{ctx.keyword('RUN')} {creation}\n{lines}"
    instruction, above = users.switch_at(stage)
    edit = ctx.line_above(instruction, lines) if above else ctx.line_below(instruction, lines)
    return ctx.fix(f"Run as {name}", edit)
