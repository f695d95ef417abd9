from dockwright.model.stages import Stage
from dockwright.model.users import (
    DAEMONS,
    Account,
    created,
    drops_privileges,
    has_user,
    is_devcontainer,
    is_started,
    is_started_as,
    may_switch,
    runs_as_root,
    switch_at,
)
from dockwright.rules import INFO, UNSAFE, WARNING, Context, Findings, rule

CONFIGURED = frozenset(("sed", "echo", "printf", "tee", "cat", "su", "sudo", "runuser", "gosu", "su-exec", "setpriv"))


@rule(
    severity=WARNING,
    fix=UNSAFE,
    refs=("CIS-4.1",),
    profiles=("security",),
    since="0.1",
)
def unused_user(stage: Stage, ctx: Context) -> Findings:
    """A user that is created and never used.

    The account is there, but without a `USER` the image runs as root all the
    same. Most likely the line was forgotten.

    ```dockerfile
    FROM python:3.13
    RUN useradd --system app
    #                    ^^^ the image runs as root in spite of this user: switch to it with USER
    CMD ["python", "app.py"]
    ```

    ```dockerfile fixed
    FROM python:3.13
    RUN useradd --system app
    USER app
    CMD ["python", "app.py"]
    ```

    The fix is unsafe: the program may need root, or files of the user's own.

    A user that the command line names is used, and so is one that an
    entrypoint switches to. One that a configuration file is told about, or that
    an entrypoint script may know, is only an `info`.

    ```dockerfile
    FROM debian:13
    RUN useradd --system memcache
    CMD ["memcached", "-u", "memcache"]
    ```

    See [USER](https://docs.docker.com/build/building/best-practices/#user).
    """
    if not stage.is_final or stage.from_ is None or has_user(stage) or not is_started(stage):
        return
    if runs_as_root(stage, stage.end) is False or is_devcontainer(stage) or drops_privileges(stage):
        return
    accounts = [one for one in created(stage) if one.name and one.word.literal and one.name not in DAEMONS]
    if not accounts or any(is_started_as(stage, one.name or "") for one in accounts):
        return
    account = accounts[-1]
    instruction, above = switch_at(stage)
    line = f"{ctx.keyword('USER')} {account.name}"
    edit = ctx.line_above(instruction, line) if above else ctx.line_below(instruction, line)
    doubt = "unless the entrypoint switches to this user, the image runs as root: do so with USER"
    yield ctx.finding(
        account.word,
        doubt if may_switch(stage) else "the image runs as root in spite of this user: switch to it with USER",
        ctx.fix(f"Switch to {account.name}", edit),
        at=account.instruction,
        severity=INFO if may_switch(stage) or _is_configured(account, stage) else "",
        related=(ctx.related(stage.from_.image, "the image that runs as root"),) if stage.from_.image else (),
    )


def _is_configured(account: Account, stage: Stage) -> bool:
    """Whether a command writes the name somewhere or runs something as the user."""
    for _, command in stage.document.commands(stage):
        if not CONFIGURED.isdisjoint(command.names) and any((account.name or "") in word.value for word in command.words):
            return True
    return False
