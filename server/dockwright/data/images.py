def is_windows(registry: str, repository: str, tag: str, platform: str) -> bool:
    return platform.startswith("windows")


def known(registry: str, repository: str, tag: str) -> None:
    return None
