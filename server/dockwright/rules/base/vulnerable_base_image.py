from dockwright.model.uses import ImageUse
from dockwright.rules import WARNING, Context, Findings, rule


@rule(
    severity=WARNING,
    refs=("CIS-4.4", "CWE-1395", "NIST-800-190-3.1.1"),
    profiles=("strict", "security", "cis"),
    default=False,
    options={"threshold": "high", "fixed_only": False, "scanner": "auto", "timeout": 300, "named_contexts": ()},
    since="0.1",
)
def vulnerable_base_image(image: ImageUse, ctx: Context) -> Findings:
    """A base image with known vulnerabilities.

    What is in the base image is in yours. A newer tag of it often has the
    patches already.

    Only a scanner knows, so only a run with `--online` reports this, and an
    editor that may ask registries: Trivy, Grype, Docker Scout or Snyk, the
    first of them that is on the path. The option `scanner` names one (`trivy`,
    `grype`, `docker-scout`, `snyk`). Where there is none nothing is reported.

    ```dockerfile with vulnerable.counts=[2, 14, 31] vulnerable.mended=[2, 9, 12]
    FROM registry.example.com/base:1
    #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^ trivy knows 2 critical and 14 high vulnerabilities, 11 of them mended: build on a newer image
    ```

    ```dockerfile with vulnerable.counts=[0, 1] vulnerable.scanner="snyk" vulnerable.better="node:24.2-slim"
    FROM node:24.1-slim
    #    ^^^^^^^^^^^^^^ snyk knows 1 high vulnerability: take node:24.2-slim
    ```

    Counted are those at or above the option `threshold`: `critical`, `high`,
    `medium` or `low`. With `fixed-only` those that nobody has mended are let
    off. A scan takes at most as many seconds as `timeout` says. What it finds is
    kept for a day under the image's digest, for runs with `--offline`, too;
    `--no-scan` leaves scanners alone, and so does the commit hook.

    ```dockerfile with vulnerable.counts=[0, 0, 31] fixed-only=true
    FROM registry.example.com/base:1
    ```

    There is no fix: which image to take instead is yours to say.

    See [Trivy](https://trivy.dev/latest/docs/target/container_image/).
    """
    told = image.told
    found = told.vulnerabilities if told else None
    if found is None or not image.in_from or image.is_context(ctx.options["named_contexts"]):
        return
    threshold = ctx.options["threshold"]
    counted, mended = found.above(threshold), found.mended_above(threshold)
    if not counted or (ctx.options["fixed_only"] and not mended):
        return
    listed = " and ".join(f"{number} {name}" for name, number in counted)
    total = sum(number for _, number in counted)
    known = f"{found.scanner} knows {listed} {'vulnerability' if total == 1 else 'vulnerabilities'}"
    patched = f", {mended} of them mended" if mended else ""
    remedy = f"take {found.better}" if found.better else "build on a newer image"
    yield ctx.finding(image, f"{known}{patched}: {remedy}", at=image.at, related=ctx.used(image))
