"""A session of every client profile, shared by the tests of a module."""

from itertools import count

import pytest

from lsp.profiles import PROFILES, client

NUMBERS = count()


@pytest.fixture(scope="module", params=PROFILES)
def session(request):
    with client(request.param) as running:
        running.profile = request.param
        yield running


@pytest.fixture
def uri(session):
    """The name of a document nobody used before."""
    uri = f"file:///project{next(NUMBERS)}/Dockerfile"
    yield uri
    if uri in session.texts:
        session.close(uri)
