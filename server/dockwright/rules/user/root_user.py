from dockwright.model.users import drops_privileges, is_root
from dockwright.rules import WARNING, Context, Findings, rule
from dockwright.syntax import User


@rule(
    severity=WARNING,
    aliases=("DL3002", "DS-0002", "CKV_DOCKER_8", "CIS-DI-0001"),
    refs=("CIS-4.1", "CWE-250", "CWE-269"),
    profiles=("security", "hadolint", "cis"),
    options={"stages": "final"},
    profile_options={"hadolint": {"stages": "all"}},
    since="0.1",
)
def root_user(user: User, ctx: Context) -> Findings:
    """A last `USER` that is root.

    What the image runs can then do anything in the container, and whoever
    breaks into it is one kernel bug away from the host. Switch back to an
    unprivileged user once root's work is done.

    ```dockerfile
    FROM node:24
    USER root
    #    ^^^^ the image runs as root: end with an unprivileged USER
    RUN apt-get update
    ```

    Root in between is fine, and so is an `ENTRYPOINT` that gives up root by
    itself. Only the stage that is built counts; the option `stages = "all"`
    looks at the last `USER` of each stage.

    ```dockerfile
    FROM node:24
    USER root
    RUN apt-get update
    USER node
    ```

    ```dockerfile
    FROM postgres:17
    USER root
    ENTRYPOINT ["gosu", "postgres", "postgres"]
    ```

    See [USER](https://docs.docker.com/build/building/best-practices/#user).
    """
    stage = ctx.stage
    if user.onbuild or stage.from_ is None or user.user is None or user.value is None:
        return
    final = ctx.document.final or stage
    if ctx.options["stages"] == "final":
        stage = final
    last = stage.last(User) if stage is final else stage.all(User)[-1]
    value = ctx.resolve(user.value)
    if last is user and value is not None and is_root(value) and not drops_privileges(stage):
        name = value.partition(":")[0]
        who = name if name.isalpha() else "root"
        said = stage.said
        own = said.user if said and said.user and not is_root(said.user) else ""
        remedy = f"end with USER {own}, as the base image does" if own else "end with an unprivileged USER"
        yield ctx.finding(user.user, f"the image runs as {who}: {remedy}")
