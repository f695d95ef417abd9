"""What the texts of licences say that no other one does.

Those of the GNU licences are left out: the text does not tell whether a later version will do, and the identifier has to.
Source: the texts of the SPDX licence list, in lower case, with single blanks.
"""

from __future__ import annotations

_ISC = "permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted"
_ISC_NOTICE = "provided that the above copyright notice"
_MIT = "permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files"
_MIT_NOTICE = "the above copyright notice and this permission notice shall be included in all copies"
_BSD = "redistributions of source code must retain the above copyright notice"
_BSD_NAME = "neither the name of"
_BSD_ADVERTISING = "all advertising materials"

PHRASES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("Apache-2.0", ("apache license version 2.0, january 2004",), ()),
    ("MIT", (_MIT, _MIT_NOTICE), ()),
    ("MIT-0", (_MIT,), (_MIT_NOTICE,)),
    ("BSD-3-Clause", (_BSD, _BSD_NAME), (_BSD_ADVERTISING,)),
    ("BSD-2-Clause", (_BSD,), (_BSD_NAME, _BSD_ADVERTISING)),
    ("ISC", (_ISC, _ISC_NOTICE), ()),
    ("0BSD", (_ISC,), (_ISC_NOTICE,)),
    ("MPL-2.0", ("mozilla public license version 2.0 1. definitions",), ()),
    ("EPL-2.0", ("eclipse public license - v 2.0",), ()),
    ("BSL-1.0", ("boost software license - version 1.0",), ()),
    ("Unlicense", ("this is free and unencumbered software released into the public domain",), ()),
    ("CC0-1.0", ("cc0 1.0 universal",), ()),
    ("Zlib", ("this software is provided 'as-is', without any express or implied warranty", "altered source versions must be plainly"), ()),
)
"""Identifier, what a text must say, and what it must not."""
