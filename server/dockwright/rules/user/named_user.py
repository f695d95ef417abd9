from dockwright.model.users import numbers
from dockwright.rules import INFO, UNSAFE, Context, Findings, rule
from dockwright.syntax import Arg, User

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.findings import Fix


@rule(
    severity=INFO,
    fix=UNSAFE,
    aliases=("DL3066",),
    refs=("CWE-250",),
    profiles=("strict", "security", "hadolint"),
    default=False,
    options={"every": False},
    profile_options={"hadolint": {"every": True}},
    since="0.1",
)
def named_user(user: User, ctx: Context) -> Findings:
    """A user that the image runs as, given by name.

    Kubernetes refuses to start such an image where it has to run as somebody
    else than root: it cannot look into the image's `/etc/passwd` to find out
    that the name is not root's.

    ```dockerfile
    FROM debian:13
    RUN groupadd -g 1001 app && useradd -u 1001 -g app app
    USER app:app
    #    ^^^ nobody outside the image knows who this is: give the number of the user
    ```

    ```dockerfile fixed
    FROM debian:13
    RUN groupadd -g 1001 app && useradd -u 1001 -g app app
    USER 1001:1001
    ```

    The fix is offered where the file itself gives the number. Only the last
    `USER` of the image counts, unless the option `every` is set; what a
    variable holds is looked at where it is known.

    ```dockerfile
    FROM debian:13
    USER app
    RUN make
    USER 1001
    ```

    See [runAsNonRoot](https://kubernetes.io/docs/concepts/security/pod-security-standards/).
    """
    if user.user is None or user.value is None or user.onbuild:
        return
    if ctx.options["every"]:
        name = user.user.strip("\"'")
        seen = {pair.key.text for one in ctx.document.instructions[: user.index] if isinstance(one, Arg) for pair in one.pairs}
        excused = any(one.name in seen for one in ctx.document.uses(user))
    else:
        final = ctx.document.final
        value = ctx.resolve(user.value)
        name = (value or "").partition(":")[0]
        excused = value is None or final is None or final.last(User) is not user
    if excused or not name or (name.isascii() and name.isdecimal()):
        return
    image = ctx.stage.known
    if image is None or image.family != "windows":
        yield ctx.finding(user.user, "nobody outside the image knows who this is: give the number of the user", _number(user, ctx))


def _number(user: User, ctx: Context) -> "Fix | None":
    if user.value is None:
        return None
    users, groups = numbers(ctx.stage)
    name, colon, group = user.value.text.partition(":")
    if name not in users:
        return None
    return ctx.replace(user.value, users[name] + colon + groups.get(group, group), f"Give {name} by number")
