from dockwright.model.uses import ImageUse
from dockwright.rules import ERROR, INFO, WARNING, Context, Findings, rule


@rule(
    severity=INFO,
    refs=("CIS-4.2", "CIS-4.5", "CIS-4.12", "CWE-347", "OWASP-13"),
    profiles=("strict", "security", "cis"),
    default=False,
    options={"named_contexts": ()},
    since="0.1",
)
def unsigned_base_image(image: ImageUse, ctx: Context) -> Findings:
    """A base image without a verifiable signature.

    Whoever gets into a registry, or between it and a build, can put another
    image in the place of one. A signature shows who made it.

    Only a registry knows, so only a run with `--online` or `--offline` reports
    this, and an editor that may ask registries. The images in these examples
    have no signature, then one that is made with another key, and one that was
    made for another image:

    ```dockerfile with signature.verdict="unsigned"
    FROM registry.example.com/base:1
    #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^ this image is not signed: use one that its maker has signed
    ```

    ```dockerfile with signature.verdict="wrong-key" signature.detail="with another key" signature.pattern="registry.example.com"
    FROM registry.example.com/base:1
    #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^ nobody who is trusted signed this image (with another key): find out who made it
    ```

    ```dockerfile with signature.verdict="wrong-digest" signature.pattern="registry.example.com"
    FROM registry.example.com/base:1
    #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^ this signature was made for another image: do not use this one
    ```

    Who is trusted stands in the configuration, by registry: public keys, or
    identities and who vouches for them. A signature of somebody who is trusted
    is fine; so is any where nobody is named, for then only its absence is
    reported, as `info`. A missing signature, a wrong one, and one that cannot
    be judged are a `warning` where somebody is named, and a signature for
    another image is an `error`.

    Signatures of cosign are read, beside the image and as Sigstore bundles.
    Those of Notation are named, but not verified. What cannot be asked is not
    reported here.

    See [trust](https://docs.sigstore.dev/cosign/verifying/verify/).
    """
    told = image.told
    signature = told.signature if told else None
    if signature is None or image.is_context(ctx.options["named_contexts"]):
        return
    because = f" ({signature.detail})" if signature.detail else ""
    messages = {
        "unsigned": f"this image is not signed{because}: use one that its maker has signed",
        "wrong-key": f"nobody who is trusted signed this image{because}: find out who made it",
        "wrong-digest": f"this signature was made for another image{because}: do not use this one",
        "unclear": f"who signed this image cannot be told{because}: verify it by hand",
    }
    if signature.verdict in messages:
        severity = ERROR if signature.verdict == "wrong-digest" else WARNING if signature.pattern else INFO
        yield ctx.finding(image, messages[signature.verdict], at=image.at, related=ctx.used(image), severity=severity)
