"""Errors become pages with a code, a sentence and a remedy; faults tell nothing."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from commonweal.common.errors import BadInput, NotAllowed, NotNow, RuleBroken
from commonweal.databanks import types
from commonweal.databanks.formats import cells
from commonweal.databanks.standing import UPLOAD
from commonweal.portal import error_words
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
        assert error_words.sentence(error) == "Такого сообщения для вас нет."


def kept(error) -> dict:
    return {"code": error.code, "template": error.message, "params": error.params}


@pytest.mark.parametrize("written", ["краный", "reddish"])
def test_choices_in_a_sentence_are_in_the_readers_language_whatever_the_files(written):
    colour = types.record_type("vehicle").properties["colours"]
    read = cells.converter(colour, "code", "Цвет", order="", this_year=2026)
    with pytest.raises(BadInput) as refused:
        read(written)

    said = {}
    for language in ("en", "ru"):
        with translation.override(language):
            said[language] = error_words.said_error(kept(refused.value), "vehicle")

    named = list((colour.choices or {code: t.name for code, t in colour.vocabulary.terms.items()}).values())[:20]
    for language, sentence in said.items():
        assert ", ".join(each[language] for each in named) in sentence
        assert f"“{written}”" in sentence or f"«{written}»" in sentence
    assert error_words.in_english(kept(refused.value)) == said["en"]


def test_step_that_is_not_possible_is_told_in_the_readers_language():
    with pytest.raises(NotNow) as refused:
        UPLOAD.line("staging", "check", who=("worker",))

    with translation.override("ru"):
        assert error_words.sentence(refused.value) == (
            "Действие «проверить» невозможно в состоянии «вносится»."
            " Сейчас возможно: внести, неудача, удалить, завершить."
        )


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


def test_states_of_a_batch_are_said_in_words_and_not_in_codes():
    error = NotNow(
        "databanks.batch.not-now",
        "The state of this batch is “{state}”; this is done with one in the state “{wanted}”.",
        state="approved",
        wanted="staged",
    )
    with translation.override("en"):
        english = error_words.sentence(error)
    with translation.override("ru"):
        russian = error_words.sentence(error)

    assert english == (
        "The state of this batch is “Approved”; this is done with one in the state “Waits for approval”."
    )
    assert russian == "Состояние этого пакета: «Утверждён»; это делается с пакетом в состоянии «Ожидает утверждения»."
