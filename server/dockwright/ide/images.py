"""What is shown about an image: what its name says, what is known of it, and what it says of itself where a registry told."""

from __future__ import annotations

from dockwright.data import images as tables
from dockwright.ide import pages
from dockwright.model.facts import (
    SIGNED,
    UNCLEAR,
    UNSIGNED,
    VERIFIED,
    WRONG_DIGEST,
    WRONG_KEY,
    corrected,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.data.images import Image
    from dockwright.model.facts import Facts, Signature, Teller, Told
    from dockwright.model.images import ImageReference
    from dockwright.model.uses import ImageUse

_MOST = 8
_OLDEST = 240
_LONGEST = 60
_SIGNATURES = {
    VERIFIED: "signed by {}",
    SIGNED: "signed ({}); by whom it should be is not configured",
    UNSIGNED: "not signed",
    WRONG_KEY: "signed by nobody who is trusted ({})",
    WRONG_DIGEST: "has the signature of another image ({})",
    UNCLEAR: "who signed it cannot be told ({})",
}


def describe(use: ImageUse, today: str, tell: Teller | None = None) -> str:
    """Markdown about an image. `tell` is asked where the document's own surroundings know nothing."""
    reference = use.reference
    if reference is None:
        return f"`{use.text}`: which image this is only a build can know."
    told = use.told or (tell(reference, use.platform) if tell else None)
    head = "  \n".join(_name(use, reference, told, today))
    image = tables.known(reference.registry, reference.repository, reference.tag, reference.digest)
    facts = told.facts if told else None
    points = [*_known(corrected(image, facts) if facts else image), *(_said(facts, today) if facts else ())]
    points += [_signature(told.signature)] if told and told.signature else []
    page = pages.page(reference)
    parts = (head, "\n".join(f"- {one}" for one in points if one), f"[Page of the image]({page})" if page else "")
    return "\n\n".join(part for part in parts if part)


def _name(use: ImageUse, reference: ImageReference, told: Told | None, today: str) -> list[str]:
    shown = f" (`{reference.text}`)" if use.resolved != use.text else ""
    lines = [f"**{reference.repository.removeprefix('library/')}** on {reference.registry}{shown}"]
    if reference.tag or not reference.digest:
        lines.append(f"Tag `{reference.tag}`" if reference.tag else "No tag: `latest`")
    facts, now = (told.facts, told.now) if told else (None, None)
    if reference.digest:
        lines.append(f"Digest `{reference.digest[:19]}…`")
    elif facts:
        lines.append(f"Digest now `{facts.digest[:19]}…`: the tag decides what is built on")
    else:
        lines.append("No digest: the tag decides what is built on")
    if now:
        lines.append(f"The tag names `{now.digest[:19]}…` now{f', {_age(now.created, today)}' if now.created else ''}")
    return lines


def _known(image: Image | None) -> list[str]:
    """What the shipped tables know, put right by what the image says of itself."""
    if image is None:
        return []
    found = [f"distribution: {image.family}"] if image.family else []
    if image.user is not None:
        found.append(f"runs as {image.user or 'root'}" + (f", and has the user {image.ready_user}" if image.ready_user else ""))
    found.append("no shell" if not image.has_shell else f"`/bin/sh` is {image.sh}" if image.sh else "")
    if image.workdir:
        found.append(f"starts in `{image.workdir}`")
    if image.env:
        found.append("sets " + _several([f"`{name}`" for name in image.env]))
    return found


def _said(facts: Facts, today: str) -> list[str]:
    found = [f"for {_several(list(facts.platforms))}" if facts.platforms else ""]
    found.append(_age(facts.created, today) if facts.created else "")
    found.append(f"{facts.size / 1e6:,.1f} MB to pull" if facts.size else "")
    for name, words in (("SHELL", facts.shell), ("ENTRYPOINT", facts.entrypoint), ("CMD", facts.cmd)):
        found.append(f"{name} `{_short(' '.join(words))}`" if words else "")
    found += [f"`{_short(name)}`: {_plain(value)}" for name, value in facts.labels[:_MOST]]
    if len(facts.labels) > _MOST:
        found.append(f"{len(facts.labels) - _MOST} more labels")
    return found


def _signature(signature: Signature) -> str:
    text = _SIGNATURES.get(signature.verdict, "").replace(" ({})", "" if not signature.detail else " ({})").format(_plain(signature.detail))
    return text if signature.verdict != UNSIGNED or not signature.detail else f"{text}: {_plain(signature.detail)}"


def _several(names: list[str]) -> str:
    return ", ".join(names[:_MOST]) + (f" and {len(names) - _MOST} more" if len(names) > _MOST else "")


def _age(created: str, today: str) -> str:
    """The day an image was made, and how long ago that was; some images say a day that nobody made them on."""
    day = created[:10]
    try:
        (year, month), (now, this) = (tuple(map(int, one[:7].split("-"))) for one in (day, today))
    except ValueError:
        return ""
    months = (now - year) * 12 + this - month
    if months < 0 or months >= _OLDEST:
        return f"made on {day}" if months < 0 else ""
    ago = f"{months // 12} years" if months >= 24 else f"{months} months" if months > 1 else "a month" if months else "this month"
    return f"made on {day}, {ago} ago" if months else f"made on {day}, {ago}"


def _plain(text: str) -> str:
    """The text of somebody else, so that it is shown and not obeyed."""
    return "".join(f"\\{one}" if one in "\\`*_[]<>#|!" else one for one in _short(text))


def _short(text: str) -> str:
    line = " ".join(text.replace("`", "'").split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
