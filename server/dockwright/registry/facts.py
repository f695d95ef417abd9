"""What an image says of itself, out of its manifest and configuration."""

from __future__ import annotations

from dockwright.model.facts import Facts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any


def facts_of(digest: str, platforms: Sequence[tuple[str, str]], manifest: dict[str, Any], config: dict[str, Any]) -> Facts:
    """Facts from what was fetched; what is not as it should be counts as not said. `platforms` are those of an index, with digests."""
    inner = config.get("config")
    run: dict[str, Any] = inner if isinstance(inner, dict) else {}
    labels = run.get("Labels")
    pairs = [entry.partition("=") for entry in _texts(run.get("Env"))]
    return Facts(
        digest,
        tuple(name for name, _ in platforms) or _platform(config),
        tuple(one for _, one in platforms),
        _text(config.get("created")),
        _text(run.get("User")),
        tuple((name, value) for name, _, value in pairs),
        _texts(run.get("Shell")),
        _texts(run.get("Entrypoint")),
        _texts(run.get("Cmd")),
        tuple((key, value) for key, value in labels.items() if isinstance(value, str)) if isinstance(labels, dict) else (),
        _size(manifest.get("layers")),
        _text(run.get("WorkingDir")),
    )


FIELDS = 12


def restored(kept: list[Any]) -> Facts:
    """Facts that were kept as JSON, where there are lists for tuples."""
    values: list[Any] = [tuple(tuple(one) if isinstance(one, list) else one for one in v) if isinstance(v, list) else v for v in kept]
    return Facts(*values)


def _platform(config: dict[str, Any]) -> tuple[str, ...]:
    name = "/".join(filter(None, _texts([config.get("os"), config.get("architecture"), config.get("variant")])))
    return (name,) if name else ()


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _size(layers: Any) -> int:
    sizes = [layer.get("size") for layer in layers if isinstance(layer, dict)] if isinstance(layers, list) else []
    return sum(size for size in sizes if isinstance(size, int) and size > 0)
