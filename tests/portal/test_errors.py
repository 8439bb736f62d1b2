"""Errors become pages with a code, a sentence and a remedy; faults tell nothing."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from commonweal.common.errors import BadInput, NotAllowed, NotNow, RuleBroken
from commonweal.portal.middleware import Errors
from commonweal.portal.web import errors


@pytest.fixture
def request_without_anybody():
    request = RequestFactory().get("/")
    request.resolver_match = None
    return request


@pytest.mark.parametrize(("kind", "status"), [(NotAllowed, 403), (NotNow, 409), (RuleBroken, 422), (BadInput, 400)])
def test_error_with_a_code_becomes_a_page(request_without_anybody, kind, status):
    error = kind("members.link.not-valid", "The link of {name} is over.", name="<b>")
    response = Errors(lambda request: None).process_exception(request_without_anybody, error)
    page = response.content.decode()

    assert response.status_code == status
    assert "The link of &lt;b&gt; is over." in page
    assert "members.link.not-valid" in page
    assert 'href="/sign-in/"' in page


def test_sentence_is_told_in_the_readers_language():
    error = NotAllowed("workflow.item.not-yours", "No such item waits for you.")
    with translation.override("ru"):
        assert errors.sentence(error) == "Такого сообщения для вас нет."


def test_other_exceptions_are_left_to_the_page_of_faults(request_without_anybody):
    middleware = Errors(lambda request: None)

    assert middleware.process_exception(request_without_anybody, ValueError("Тарханбеков")) is None
    page = errors.broken(request_without_anybody).content.decode()
    assert "The step was not carried out." in page
    assert "Тарханбеков" not in page


def test_forbidden_answers_as_not_found_does(request_without_anybody):
    pages = [answer(request_without_anybody) for answer in (errors.forbidden, errors.not_found)]

    assert [page.status_code for page in pages] == [404, 404]
    assert "Nothing that you may see" in pages[0].content.decode()
