from dockwright.model.stages import Stage
from dockwright.rules import INFO, Context, Findings, rule
from dockwright.syntax import Healthcheck


@rule(
    severity=INFO,
    aliases=("DL3057", "DS-0026", "CKV_DOCKER_2", "CIS-DI-0006"),
    refs=("CIS-4.6", "CWE-710"),
    profiles=("strict", "security", "cis"),
    default=False,
    options={"stages": "shipped"},
    profile_options={"hadolint": {"stages": "all"}},
    since="0.1",
)
def missing_healthcheck(stage: Stage, ctx: Context) -> Findings:
    """A shipped image without HEALTHCHECK.

    Without one, Docker takes a container for healthy as long as its process
    runs, also when it no longer answers.

    ```dockerfile
    FROM nginx:1.29
    #    ^^^^^^^^^^ this image has no HEALTHCHECK: add one, or HEALTHCHECK NONE
    CMD ["nginx", "-g", "daemon off;"]
    ```

    A HEALTHCHECK of a stage it is built on counts, and so does `NONE`. An
    image that starts nothing of its own is left alone:

    ```dockerfile
    FROM nginx:1.29
    COPY site /usr/share/nginx/html
    ```

    The rule is off by default, since orchestrators such as Kubernetes ignore
    HEALTHCHECK and probe by themselves. With the option `stages = "all"` every
    stage is judged, together with those it is built on and those built on it.

    See [HEALTHCHECK](https://docs.docker.com/reference/dockerfile/#healthcheck).
    """
    image = stage.from_.image if stage.from_ else None
    if image is None or stage.last(Healthcheck):
        return
    if ctx.options["stages"] == "all":
        is_missing = not any(other.all(Healthcheck) for other in stage.built_on)
    else:
        is_missing = stage.is_final and any(stage.started)
    if is_missing:
        yield ctx.finding(image, "this image has no HEALTHCHECK: add one, or HEALTHCHECK NONE")
