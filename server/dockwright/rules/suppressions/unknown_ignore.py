from dockwright.rules import SAFE, UNSAFE, WARNING, Context, Findings, rule
from dockwright.suppressions import Ignore


@rule(severity=WARNING, fix=SAFE, since="0.1")
def unknown_ignore(ignore: Ignore, ctx: Context) -> Findings:
    """An ignore comment that names a rule there is not.

    It silences nothing, so that either the finding still comes or the comment
    says something that is not true.

    ```dockerfile
    # dockwright: ignore[latest-tags] the base is rebuilt every night
    #                    ^^^^^^^^^^^ `latest-tags` is no rule: write `latest-tag`
    FROM example.com/base:latest
    ```

    ```dockerfile fixed
    # dockwright: ignore[latest-tag] the base is rebuilt every night
    FROM example.com/base:latest
    ```

    Broken lists are reported, too. hadolint drops such a comment altogether;
    here the names that can be read still count.

    ```dockerfile
    FROM alpine:3.20
    # hadolint ignore=DL3020,DL3059 the order matters
    #                               ^^^^^^^^^^^^^^^^^ hadolint takes this for rules: put `#` before the reason
    ADD a /
    ```

    ```dockerfile fixed
    FROM alpine:3.20
    # hadolint ignore=DL3020,DL3059 # the order matters
    ADD a /
    ```

    The fix is safe, since a comment changes no image. A check of BuildKit's
    that nothing resembles may be a new one, so that deleting it is unsafe.
    Rules, categories, ids and `all` are names; hadolint, which drops a comment
    with `all`, knows single rules only:

    ```dockerfile
    # check=skip=JSONArgsRecommended
    # dockwright: ignore-file[latest-tag, packages, DL3020]
    # hadolint ignore=SC2086
    FROM alpine:3.20
    ```
    """
    if ignore.problem:
        fix = None if ignore.repair is None else ctx.replace(ignore, ignore.repair, "Repair the comment")
        yield ctx.finding(ignore, ignore.problem, fix)
    elif ignore.is_plural:
        yield ctx.finding(ignore, f"hadolint knows no `{ignore.name}`, and drops this comment: name each rule")
    elif not ignore.is_known and not ignore.is_foreign:
        name, near = ignore.name, ignore.suggestion
        applicability = UNSAFE if ignore.dialect == "buildkit" else SAFE
        fix = ctx.fix(f"Delete {name}", ctx.edit(ignore.removal, ""), applicability=applicability)
        hint = f"write `{near}`" if near else "delete it"
        if near:
            fix = ctx.replace(ignore, near, f"Replace {name} with {near}")
        why = "has capitals elsewhere" if near and near.lower() == name.lower() else "is no rule"
        yield ctx.finding(ignore, f"`{name}` {why}: {hint}", fix)
