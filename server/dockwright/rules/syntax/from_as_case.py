from dockwright.rules import SAFE, STYLE, Context, Findings, rule
from dockwright.syntax import From


@rule(severity=STYLE, default=False, fix=SAFE, aliases=("FromAsCasing",), profiles=("strict", "buildkit"), since="0.1")
def from_as_case(from_: From, ctx: Context) -> Findings:
    """`AS` in another case than its `FROM`.

    The two belong together, and read better in one case.

    ```dockerfile
    FROM golang:1.23 as build
    #                ^^ FROM is in upper case: write `AS`
    ```

    ```dockerfile fixed
    FROM golang:1.23 AS build
    ```

    The fix is safe, since only the case of letters changes. Both may be in
    lower case, and a FROM in mixed case is left to
    [keyword-case](keyword-case.md):

    ```dockerfile
    from golang:1.23 as build
    From alpine:3.20 as final
    ```

    See [FromAsCasing](https://docs.docker.com/reference/build-checks/from-as-casing/).
    """
    keyword, as_ = from_.keyword, from_.as_keyword
    if as_ is None or not (keyword.islower() or keyword.isupper()):
        return
    case, wanted = ("lower", as_.text.lower()) if keyword.islower() else ("upper", as_.text.upper())
    if as_.text != wanted:
        fix = ctx.replace(as_, wanted, f"Write AS in {case} case")
        yield ctx.finding(as_, f"FROM is in {case} case: write `{wanted}`", fix)
