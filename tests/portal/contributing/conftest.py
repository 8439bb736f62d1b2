"""A small commonwealth, an officer who contributes and one who approves, files to hand in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonweal.databanks import tasks
from commonweal.handling import warrants
from commonweal.portal.middleware import DESK_COOKIE
from tests import factories

CARS = """Реестр угнанных автомашин;;;;
№ дела;Госномер;Марка;Цвет;Дата угона
11-001;А123ВС77;Лада;красный;14.03.2024
11-002;В456ЕК99;Форд;синий;2024-05-01
11-003;К789МН50;Тойота;белый;99.99.2024
"""


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    return superuser


def at_desk(officer: str) -> Client:
    """A browser in which this officer is signed in."""
    browser = Client(raise_request_exception=False)
    browser.cookies[DESK_COOKIE] = warrants.open_warrant(
        officer, role="desk", purpose="own-records", basis="service duty", standing_duty="desk", minutes=60
    ).token
    return browser


@pytest.fixture
def clerk(world) -> Client:
    """An officer of UZ who contributes."""
    return at_desk("UZ-1")


@pytest.fixture
def chief(world) -> Client:
    """An officer of UZ who approves."""
    return at_desk("UZ-2")


def upload(browser: Client, content: str | bytes = CARS, name: str = "cars.csv", **more: str) -> str:
    """Upload a file; returns the id of the upload."""
    raw = content.encode() if isinstance(content, str) else content
    answer = browser.post("/contributions/file/", {"file": SimpleUploadedFile(name, raw), **more})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"].split("/")[-2]


def work(world) -> None:
    """Do what is queued, as the worker would, in this process."""
    rows = world.execute("delete from procrastinate_jobs where status = 'todo' returning task_name, args").fetchall()
    for name, arguments in rows:
        getattr(tasks, name.split(".")[1])(**arguments)
