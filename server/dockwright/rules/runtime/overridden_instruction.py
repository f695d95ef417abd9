from dockwright.model.stages import Stage
from dockwright.rules import UNSAFE, WARNING, Context, Findings, rule
from dockwright.syntax import Cmd, Entrypoint, Healthcheck, Stopsignal

_BUILDKIT = ("MultipleInstructionsDisallowed", "MULTIPLE_INSTRUCTIONS")
_IDS = {
    Cmd: ("DL4003", "DS-0016", *_BUILDKIT),
    Entrypoint: ("DL4004", "DS-0007", *_BUILDKIT),
    Healthcheck: ("DL3012", "DS-0023", *_BUILDKIT),
    Stopsignal: _BUILDKIT,
}


@rule(
    severity=WARNING,
    fix=UNSAFE,
    aliases=("DL3012", "DL4003", "DL4004", "DS-0007", "DS-0016", "DS-0023", *_BUILDKIT),
    refs=("CWE-1041",),
    profiles=("hadolint", "buildkit"),
    since="0.1",
)
def overridden_instruction(stage: Stage, ctx: Context) -> Findings:
    """A CMD, ENTRYPOINT, HEALTHCHECK or STOPSIGNAL a later one overrides.

    Of each of these instructions only the last one of a stage counts. An
    earlier one does nothing, and misleads whoever reads it.

    ```dockerfile
    FROM python:3.13
    CMD ["python", "-m", "http.server"]
    #^^ a later CMD of this stage overrides this one: keep one of them
    CMD ["python", "app.py"]
    ```

    ```dockerfile fixed
    FROM python:3.13
    CMD ["python", "app.py"]
    ```

    The fix deletes the overridden instruction. The image stays the same, but
    it is unsafe, since the other one may be the mistake. Each stage may have
    an instruction of its own:

    ```dockerfile
    FROM python:3.13 AS base
    CMD ["python", "-m", "http.server"]
    FROM base
    CMD ["python", "app.py"]
    ```

    See [CMD](https://docs.docker.com/reference/dockerfile/#cmd).
    """
    for kind, ids in _IDS.items():
        found = stage.all(kind)
        for instruction in found[:-1]:
            last = found[-1]
            message = f"a later {last.name} of this stage overrides this one: keep one of them"
            fix = ctx.fix(f"Delete the overridden {last.name}", ctx.delete_line(instruction))
            related = (ctx.related(last.keyword, "this one counts", at=last),)
            yield ctx.finding(instruction.keyword, message, fix, at=instruction, aliases=ids, related=related)
