"""Every address and every API operation declares its policy and its journal verb, or stands in the list below."""

import re
from collections.abc import Iterator
from functools import partial

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from commonweal.audit import verbs
from commonweal.portal.api import api
from commonweal.portal.terms import POLICIES

EXCEPTIONS = {
    "/sign-in/": "explains how one comes in; shows nothing of anybody and writes nothing",
    "/help/": "explains keys and signs; shows nothing of anybody and writes nothing",
    "/help/states/": "draws the transition tables; shows nothing of anybody and writes nothing",
    "/language/": "keeps the reader's language in a cookie; shows nothing and writes nothing",
    "/look/": "keeps the reader's choice of light, dark and keys in cookies; shows nothing and writes nothing",
    "/statistics/": "published counts of oversight, none under ten; the same for everybody, writes nothing",
    "/api/openapi.json": "the description of the API; the same for everybody",
    "/api/": "names the API's version for its own reverse addresses; answers 404",
}
"""Reviewed: address → why it needs no warrant or no journal verb. At most twelve."""
MOST_EXCEPTIONS = 12


def addresses(resolver: URLResolver | None = None, before: str = "/") -> Iterator[tuple[str, object]]:
    """Every address with its view."""
    for pattern in (resolver or get_resolver()).url_patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield address, pattern.callback
        else:
            yield from addresses(pattern, address)


def operations() -> dict[str, list[object]]:
    """The functions behind every address of the API."""
    found: dict[str, list[object]] = {}
    for _prefix, router in api._routers:
        for path, view in router.path_operations.items():
            address = plain("/api" + path)
            found.setdefault(address, []).extend(operation.view_func for operation in view.operations)
    return found


def views() -> dict[str, list[object]]:
    """Every address with the functions that answer there."""
    by_operation = operations()
    return {plain(address): by_operation.get(plain(address), [view]) for address, view in addresses()}


def plain(address: str) -> str:
    """An address with its parameters by name alone: Django and the API write their kinds differently."""
    return re.sub(r"[<{](?:\w+:)?(\w+)[>}]", r"<\1>", address)


@pytest.fixture(scope="module")
def answering() -> dict[str, list[object]]:
    return views()


def test_every_view_declares_policy_and_journal_verb(answering):
    bare = {
        address
        for address, functions in answering.items()
        for function in functions
        if not getattr(function, "policy", "") or not getattr(function, "journal", "")
    }

    assert bare - set(EXCEPTIONS) == set()


def test_declared_policies_and_verbs_exist(answering):
    declared = [function for functions in answering.values() for function in functions if hasattr(function, "policy")]

    assert {function.policy for function in declared} - set(POLICIES) == set()
    assert {function.journal for function in declared if function.journal} - set(verbs.catalogue()) == set()


def test_every_operation_of_the_api_is_among_the_addresses(answering):
    assert set(operations()) - set(answering) == set()


def test_exceptions_are_few_and_each_has_a_reason_and_an_address(answering):
    assert len(EXCEPTIONS) <= MOST_EXCEPTIONS
    assert all(len(reason) > 20 for reason in EXCEPTIONS.values())
    assert set(EXCEPTIONS) - set(answering) == set()


def test_exceptions_need_nobody_and_write_nothing(answering):
    functions = [function for address in EXCEPTIONS for function in answering[address]]

    assert {getattr(function, "policy", "anyone") for function in functions if not isinstance(function, partial)} == {
        "anyone"
    }
    assert {getattr(function, "journal", "") for function in functions} == {""}
