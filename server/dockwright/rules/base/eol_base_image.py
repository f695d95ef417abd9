from dockwright.data.lifecycle import AS_OF, end, is_over, releases, renewed, successor
from dockwright.model.renaming import written
from dockwright.model.uses import ImageUse
from dockwright.rules import INFO, UNSAFE, WARNING, Context, Findings, rule


@rule(
    severity=WARNING,
    fix=UNSAFE,
    refs=("CIS-4.4", "CWE-1104", "CWE-1395", "NIST-800-190-3.1.1"),
    profiles=("security", "cis"),
    options={"support": "extended", "named_contexts": ()},
    since="0.1",
)
def eol_base_image(image: ImageUse, ctx: Context) -> Findings:
    """A base image release past its end of life.

    Nobody mends such a release any more: its packages keep every hole that is
    found from then on, and at some point its mirrors go away as well.

    ```dockerfile with today="2026-11-23"
    FROM python:3.8-slim-buster
    #           ^^^^^^^^^^^^^^^ python 3.8 has had no fixes since 2024-10-07, debian 10 since 2024-06-30: use python 3.11
    ```

    ```dockerfile fixed
    FROM python:3.11-slim-bookworm
    ```

    The version of the image and the release of the distribution under it are
    both looked up in a table that comes with dockwright; the day to compare
    with is today, or the setting `today`. A finding says so where the table is
    more than a year old. In a stage that does not ship it is an info.

    Where extended support exists, as for Debian (LTS) and Ubuntu (Pro), its end
    counts; with the option `support = "regular"` that of regular support. Images
    that are not in the table, a digest without a tag and variables without a
    default are left alone:

    ```dockerfile with today="2026-11-23"
    ARG TAG
    FROM node:$TAG AS build
    FROM registry.example.com/python:3.8
    ```

    The fix puts the nearest supported release with the same suffix, in the FROM
    or in the ARG that holds it, where that tag is known to exist. It is unsafe,
    since another release may behave differently. Databases get none: their data
    need a migration.

    See [rebuild your images often](https://docs.docker.com/build/building/best-practices/#rebuild-your-images-often).
    """
    reference = image.reference
    if (
        reference is None
        or not image.in_from
        or (reference.digest and not reference.tag)
        or image.is_context(ctx.options["named_contexts"])
    ):
        return
    today, regular = ctx.document.today, ctx.options["support"] == "regular"
    place = (reference.registry, reference.repository, reference.tag)
    over = [one for one in releases(*place) if is_over(one, today, regular)]
    if not over:
        return
    days = [f"{one.product} {one.cycle}" + _since(end(one, regular), i) for i, one in enumerate(over)]
    target = successor(over[0], today)
    advice = f"use {over[0].product} {target}" if target else "use a supported release"
    age = f" (by data of {AS_OF})" if _years(today, AS_OF) else ""
    offset = reference.tag_span.start
    changes = [(start + offset, stop + offset, text) for start, stop, text in renewed(*place, over, today)]
    edits = written(ctx.document, image, changes) if changes and not reference.digest else None
    fix = ctx.fix("Use a supported release", *(ctx.edit(span, text, at) for at, span, text in edits)) if edits else None
    severity = "" if image.stage.ships else INFO
    message = f"{', '.join(days)}: {advice}{age}"
    yield ctx.finding(image.tag, message, fix, at=image.at, severity=severity, related=ctx.used(image))


def _since(day: str, position: int) -> str:
    if day == "?":
        return " gets no fixes" if position == 0 else " neither"
    return f" has had no fixes since {day}" if position == 0 else f" since {day}"


def _years(today: str, day: str) -> bool:
    """Whether a day is more than a year ago."""
    return f"{int(day[:4]) + 1}{day[4:]}" < today
