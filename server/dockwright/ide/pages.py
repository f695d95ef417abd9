"""Where an image is described on the web."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.model.images import ImageReference

_REGISTRIES = {
    "ghcr.io": "https://ghcr.io/{}",
    "quay.io": "https://quay.io/repository/{}",
    "gcr.io": "https://gcr.io/{}",
    "public.ecr.aws": "https://gallery.ecr.aws/{}",
    "mcr.microsoft.com": "https://mcr.microsoft.com/artifact/mar/{}/about",
    "registry.access.redhat.com": "https://catalog.redhat.com/en/search?searchType=Containers&q={}",
    "registry.redhat.io": "https://catalog.redhat.com/en/search?searchType=Containers&q={}",
    "registry.gitlab.com": "https://gitlab.com/{}",
    "cgr.dev": "https://images.chainguard.dev/directory/image/{}/overview",
}


def page(reference: ImageReference) -> str:
    """The page of an image's repository; empty where the registry has none that is known."""
    repository = reference.repository
    if reference.registry == "docker.io":
        return (
            f"https://hub.docker.com/{repository.replace('library/', '_/', 1) if repository.startswith('library/') else f'r/{repository}'}"
        )
    if reference.registry == "cgr.dev":
        repository = repository.removeprefix("chainguard/")
    found = _REGISTRIES.get(reference.registry)
    return found.format(repository) if found else ""
