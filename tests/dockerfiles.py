"""Strategies that make Dockerfiles, sound and broken."""

from __future__ import annotations

from hypothesis import strategies as st

FRAGMENTS = (
    *("FROM ", "RUN ", "COPY ", "ADD ", "ENV ", "LABEL ", "ARG ", "CMD ", "ONBUILD ", "HEALTHCHECK ", "USER ", "run ", "FOO "),
    *("alpine:3.20", " AS ", "--from=a ", "--mount=type=bind ", "-- ", "echo a", "A=b", "A='b c' ", 'D="e\\"f" ', "=", "/srv/ ", "a b c"),
    *('["a", "b"]', '["a", 1]', "[", "]", '"', "'", "${A:-b}", "${A:0:3}", "$A", "${", "}", "CMD ", "NONE"),
    *("<<EOF", "<<-'EOF'", "<< E", "EOF\n", "\tEOF\n", "E\n", "<<", "2<<EOF"),
    *(
        "\\\n",
        " \\ \n",
        "\\\\\n",
        "`\n",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\n# comment\n",
        "\n  # check=skip=a\n",
        "# escape=`\n",
        "# syntax=a\n",
    ),
    *(" ", "\t", "\v", "\f", "\x1c", "\x85", "\xa0", "\ufeff", "\0", "\u2028", "é", "😀", "\udc80", "\u017f", "\u212a"),
)

texts = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5), max_size=25).map("".join)

_word = st.text("abcXYZ019./:_-$@é", min_size=1, max_size=8).filter(lambda word: not word.startswith("-") and "$" not in word[-1:])
_words = st.lists(_word, min_size=1, max_size=4).map("␣".join)
_value = st.sampled_from(['"a b"', "'c d'", "e\\ f", "", "g", '"h\\"i"'])
_pairs = st.lists(st.builds("{}={}".format, st.sampled_from("ABC"), _value), min_size=1, max_size=3).map(" ".join)
_flag = st.sampled_from(["", "--from=a ", "--chown=a:b --link ", '--chmod="7 5" '])
_items = st.lists(_word, max_size=3).map(lambda items: "[" + ", ".join(f'"{item}"' for item in items) + "]")
_break = st.sampled_from([" ", "  ", " \\\n  ", " \\\n# comment\n  ", " \\\n\n ", "\t"])
_end = st.sampled_from(["\n", "\n\n", "\r\n", "\n# comment\n", " \n"])
_case = st.sampled_from([str, str.lower, str.title])

_simple = st.one_of(
    st.tuples(st.sampled_from(["FROM", "EXPOSE", "USER", "WORKDIR", "STOPSIGNAL", "MAINTAINER"]), _words),
    st.tuples(st.sampled_from(["RUN", "CMD", "ENTRYPOINT", "VOLUME"]), _words | _items),
    st.tuples(st.sampled_from(["COPY", "ADD"]), st.builds("{}{}␣/".format, _flag, _words)),
    st.tuples(st.sampled_from(["ENV", "LABEL", "ARG"]), _pairs),
    st.tuples(st.just("ENV"), st.builds("A {}".format, _words)),
    st.tuples(st.just("HEALTHCHECK"), st.sampled_from(["NONE", "CMD a b", "--retries=3 CMD a"])),
    st.tuples(st.just("ONBUILD"), st.builds("RUN {}".format, _words)),
)
_instruction = st.builds(lambda case, pair, gap, end: case(pair[0]) + gap + pair[1].replace("␣", gap) + end, _case, _simple, _break, _end)
_body = texts.filter(lambda text: "END" not in text)
_heredoc = st.builds("{} <<{}END /a\n{}\nEND\n".format, st.sampled_from(["RUN", "COPY"]), st.sampled_from(["", "-", " "]), _body)

documents = st.builds(
    lambda head, parts: head + "FROM alpine\n" + "".join(parts),
    st.sampled_from(["", "\ufeff", "# syntax=a\n", "# escape=\\\n", "# comment\n", "\n"]),
    st.lists(_instruction | _heredoc, max_size=8),
)
