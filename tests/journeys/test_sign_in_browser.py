"""A passkey is made and used in a real browser with a virtual device, under the content policy."""

import pytest

from tests.journeys.test_pages_browser import Visit, browser, sign_in  # noqa: F401 - the browser is a fixture

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.mark.parametrize("width", [1440, 360])
def test_officer_makes_a_passkey_and_comes_in_with_it(browser, site, width):  # noqa: F811
    from django.test import override_settings

    page = browser.new_context(viewport={"width": width, "height": 900}, locale="en").new_page()
    visit = Visit(page, site.address)
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    device = tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]
    with override_settings(SITE_ADDRESS=site.address):
        sign_in(visit, site.links["KZ-1"].pop())
        page.goto(f"{site.address}/sign-in/mine/")
        page.fill("#f-name", "my key")
        page.click("form[data-passkey] button")
        page.wait_for_selector("text=my key")
        visit.check()
        assert len(tools.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]) == 1
        page.context.clear_cookies()
        page.goto(f"{site.address}/sign-in/")
        visit.check()
        page.click("form[data-passkey] button")
        page.wait_for_url(f"{site.address}/")
        page.goto(f"{site.address}/sign-in/mine/")
        page.click("[data-row] button")
        page.wait_for_selector("[data-row]", state="detached")
        tools.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
        page.context.clear_cookies()
        page.goto(f"{site.address}/sign-in/")
        page.click("form[data-passkey] button")
        page.wait_for_selector("[data-passkey-note]:not([hidden])")
    page.context.close()
