"""From a hit to the owner's answer, and the pages of banks, in a browser: both languages, wide and narrow."""

from tests.journeys.test_pages_browser import browser, language, sign_in, visit

__all__ = ["browser", "language", "visit"]


def press(visit, words: str, *, into: str = "main") -> None:
    """Press the button or link that reads so, and check the page that comes."""
    with visit.page.expect_navigation():
        visit.page.locator(into).get_by_text(words, exact=True).first.click()
    visit.check()


WORDS = {
    "en": {"confirm": "Confirm with owner", "ask": "Ask the owner", "answer": "Answer", "yes": "Confirm the hit",
           "aside": "Not this person", "again": "Consider again", "confirmed": "Confirmed", "list": "List as of"},
    "ru": {"confirm": "Запросить подтверждение", "ask": "Запросить владельца", "answer": "Ответить",
           "yes": "Подтвердить", "aside": "Не то лицо", "again": "Вернуть в рассмотрение", "confirmed": "Подтверждено",
           "list": "Перечень на"},
}  # fmt: skip


def test_hit_is_put_to_the_owner_who_confirms_it(visit, site, language):
    said = WORDS[language]
    sign_in(visit, site.links["KZ-1"].pop())
    visit.page.goto(f"{site.address}/purpose/")
    visit.page.select_option("#f-purpose", "wanted-person")
    for field, text in (("basis", "Договор 2010 года"), ("case_ref", "26/0417-3")):
        visit.page.fill(f"#f-{field}", text)
    visit.page.click("main form button.btn-primary")
    for field, text in (("family", "Тарханбеков"), ("given", "Эльдар"), ("patronymic", "Назимович")):
        visit.page.fill(f"#f-{field}", text)
    visit.page.click("main form button.btn-primary")

    first = visit.page.locator(".cw-hit").first
    first.get_by_text(said["aside"], exact=True).click()
    first.get_by_text(said["again"], exact=True).wait_for()
    visit.check()
    first.get_by_text(said["again"], exact=True).click()
    first.get_by_text(said["aside"], exact=True).wait_for()

    with visit.page.context.expect_page() as opened:
        visit.page.locator("main").get_by_text(said["confirm"]).first.click()
    visit.go_on(opened.value)
    visit.check()
    visit.page.fill("#f-text", "Held at the border since six in the morning")
    press(visit, said["ask"], into="main form")
    enquiry = visit.page.url
    visit.page.goto(f"{site.address}/corrections/")
    visit.check()

    visit.page.context.clear_cookies()
    sign_in(visit, site.links["UZ-3"].pop())
    press(visit, said["answer"])
    assert visit.page.url == enquiry
    press(visit, said["yes"])
    assert said["confirmed"] in visit.page.inner_text("main")


def test_banks_and_who_may_query_them(visit, site, language):
    sign_in(visit, site.links["KZ-1"].pop())
    for address in ("/banks/", "/banks/atc/", "/banks/united/change/?party=KZ"):
        visit.page.goto(site.address + address)
        visit.check()
    visit.page.goto(f"{site.address}/banks/united/")
    with visit.page.expect_navigation():
        visit.page.get_by_text(WORDS[language]["list"]).click()
    visit.check()


def test_quality_and_sheets(visit, site, language):
    sign_in(visit, site.links["UZ-3"].pop())
    for address in ("/quality/", "/banks/united/sheet/", "/banks/atc/sheet/"):
        visit.page.goto(site.address + address)
        visit.check()
