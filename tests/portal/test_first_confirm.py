"""Do not act before confirming: the card on a record of another agency, its print, and noting the owner's word."""

import pytest
from django.test import Client

from commonweal.databanks.actions import enquiries
from commonweal.portal.middleware import PURPOSE_COOKIE
from tests import factories
from tests.portal.test_pages import record_ids, sit_down, take_purpose

FIRST = {"en": "Do not act before confirming", "ru": "Ничего не предпринимать до подтверждения"}


@pytest.fixture
def world(house, superuser, tmp_path):
    """A record of UZ that KZ reads in full; KZ-1 may print."""
    factories.cast(superuser)
    superuser.execute("update members_officer set roles = roles || '{exporter}' where code = 'KZ-1'")
    factories.contribute(tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor")])
    return superuser


@pytest.mark.parametrize("language", ["en", "ru"])
def test_card_stands_on_page_and_print_of_anothers_record_and_shows_the_noted_word(world, language):
    browser = Client()
    sit_down(browser, "KZ-1").cookies["django_language"] = language
    token = take_purpose(browser, "KZ-1").cookies[PURPOSE_COOKIE].value
    (record,) = record_ids(world).values()
    assert FIRST[language] in browser.get(f"/records/{record}/").content.decode()
    assert FIRST[language] in browser.get(f"/records/{record}/print/").content.decode()

    asked = enquiries.ask(token, record, kind="confirm", text="Held at the border")
    said = {"said_by": "Maj. Karimov", "channel": "telephone", "said_at": asked.asked_at.strftime("%Y-%m-%dT%H:%M")}
    assert browser.post(f"/corrections/{asked.id}/note-yes/", said).status_code == 302
    for page in (f"/records/{record}/", f"/records/{record}/print/", f"/corrections/{asked.id}/"):
        assert "Maj. Karimov" in browser.get(page).content.decode()
    assert browser.post(f"/corrections/{asked.id}/note-yes/", said | {"said_at": "yesterday"}).status_code == 400


def test_owners_own_page_has_no_card(world):
    browser = sit_down(Client(), "UZ-3")
    (record,) = record_ids(world).values()
    said = browser.get(f"/records/{record}/").content.decode()
    assert (FIRST["en"] in said, "UZ-1" in said) == (False, True)
