"""What other linters call what they find, and how grave they say that it is.

Sources: hadolint 2.15.1; the checks of BuildKit's Dockerfile frontend 1.26, all of which are warnings.
"""

from __future__ import annotations

from dockwright.findings import ERROR, INFO, STYLE, WARNING

_HADOLINT = {
    ERROR: """
    DL1000 DL3000 DL3004 DL3011 DL3012 DL3020 DL3021 DL3023 DL3024 DL3026 DL3043 DL3044 DL3061 DL4000 DL4004
    """,
    WARNING: """
    DL3002 DL3003 DL3006 DL3007 DL3008 DL3013 DL3014 DL3016 DL3018 DL3022 DL3025 DL3027 DL3028 DL3029 DL3030
    DL3032 DL3033 DL3034 DL3035 DL3036 DL3037 DL3038 DL3040 DL3041 DL3042 DL3045 DL3046 DL3051 DL3052 DL3053
    DL3054 DL3055 DL3056 DL3058 DL3062 DL3063 DL3064 DL3065 DL3067 DL4001 DL4003 DL4005 DL4006
    """,
    INFO: "DL3001 DL3009 DL3010 DL3015 DL3019 DL3047 DL3049 DL3050 DL3059 DL3060 DL3066",
    STYLE: "DL3048",
}
_BUILDKIT = """
    ConsistentInstructionCasing CopyIgnoredFile DuplicateStageName ExposeInvalidFormat ExposeProtoCasing FromAsCasing
    FromPlatformFlagConstDisallowed InvalidBaseImagePlatform InvalidDefaultArgInFrom InvalidDefinitionDescription JSONArgsRecommended
    LegacyKeyValueFormat MaintainerDeprecated MultipleInstructionsDisallowed NoEmptyContinuation RedundantTargetPlatform
    ReservedStageName SecretsUsedInArgOrEnv StageNameCasing UndefinedArgInFrom UndefinedVar WorkdirRelativePath
"""
OFF_IN_HADOLINT = ("DL1001", "DL3057")
"""Rules without a level there until a configuration gives them one."""

PEER_LEVELS: dict[str, dict[str, str]] = {
    "hadolint": {name: level for level, names in _HADOLINT.items() for name in names.split()},
    "buildkit": dict.fromkeys(_BUILDKIT.split(), WARNING),
}
"""The level of a peer's id in the profile called after it."""


_HADOLINT_TOP = """
    DL3000 DL3002 DL3003 DL3006 DL3007 DL3010 DL3011 DL3012 DL3020 DL3021 DL3022 DL3023 DL3024 DL3025 DL3026 DL3029 DL3044
    DL3045 DL3048 DL3049 DL3050 DL3051 DL3052 DL3053 DL3054 DL3055 DL3056 DL3057 DL3058 DL3059 DL3063 DL3065 DL3066 DL3067
    DL4000 DL4003 DL4004 DL4006
"""
NOT_IN_TRIGGERS: dict[str, frozenset[str]] = {
    "hadolint": frozenset(_HADOLINT_TOP.split()),
    "buildkit": frozenset(_BUILDKIT.split()) - {"ConsistentInstructionCasing", "NoEmptyContinuation"},
}
"""What a peer does not look for in the instructions that ONBUILD holds back."""


def peer_id(profile: str, aliases: tuple[str, ...]) -> str:
    """The id under which the peer that a profile is called after reports a finding; empty where it reports no such thing."""
    levels = PEER_LEVELS.get(profile)
    if levels is None:
        return ""
    if profile == "buildkit":
        return next((alias for alias in aliases if alias in levels), "")
    return next((alias for alias in aliases if alias[:2] in ("DL", "SC") and alias[2:].isdecimal()), "")


def shown(profile: str, rule: str, aliases: tuple[str, ...]) -> str:
    """What a finding is called in a report: the peer's id in a peer's profile, ShellCheck's for what it found, else the rule."""
    peer = peer_id(profile, aliases)
    if peer:
        return peer
    return next((alias for alias in aliases if rule == "shellcheck"), rule)
