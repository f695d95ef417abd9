from dockwright.model.mounted import leaks
from dockwright.rules import ERROR, Context, Findings, rule
from dockwright.syntax import Run
from dockwright.syntax.mounts import mounts


@rule(severity=ERROR, refs=("CIS-4.10", "CWE-538"), profiles=("security", "cis"), since="0.1")
def secret_mount_leaked(run: Run, ctx: Context) -> Findings:
    """A mounted secret that is written into the layer.

    A secret mount is there for one command and leaves nothing behind, unless
    the command copies it. Then it is in the image for everybody.

    ```dockerfile
    FROM node:24
    RUN --mount=type=secret,id=npmrc cp /run/secrets/npmrc /root/.npmrc && npm ci
    #                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the secret stays in the layer: mount it where it is read
    RUN --mount=type=secret,id=token,env=TOKEN echo "token=$TOKEN" > /app/.env
    #                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the secret stays in the layer: mount it where it is read
    ```

    Mounting it at its place, reading it as the value of an option, or removing
    the file in the same RUN is fine:

    ```dockerfile
    FROM node:24
    RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci
    RUN --mount=type=secret,id=token app --token "$(cat /run/secrets/token)" > /app/log
    RUN --mount=type=secret,id=key cp /run/secrets/key /k && app /k && rm /k
    ```

    See [Build secrets](https://docs.docker.com/build/building/secrets/).
    """
    if any(mount.type == "secret" for mount in mounts(run)):
        for script in ctx.document.scripts(run):
            for command, _ in leaks(run, script):
                yield ctx.finding(command, "the secret stays in the layer: mount it where it is read")
