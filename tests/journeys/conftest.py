"""A site that really serves: a small world, the search process, the web in threads, a browser."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

from commonweal.common import clock as now
from commonweal.databanks import types
from tests import factories, samples

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LINKS = 20
"""One-time links prepared for each officer: the browser's event loop must not meet the database in one thread."""
NAMES = [
    {
        "text": "Tarxonbekov Eldor Nozimovich",
        "script": "Latn",
        "kind": "full",
        "parts": {"family": "Tarxonbekov", "given": "Eldor", "patronymic": "Nozimovich"},
        "source": "ID card, 2019",
    },
    {"text": "თარხანბეკოვი ელდარ", "script": "Geor", "kind": "stamped", "source": "border, 2025"},
    {"text": "ترخانبيكوف الدار", "script": "Arab", "kind": "alias", "source": "hotel list, 2025"},
]


VEHICLES = [
    factories.vehicle("UZ-V-1", ("plate", "А 123 ВС 77", "RU"), ("vin", "XTA210990Y2745862", "")),
    factories.vehicle("UZ-V-2", ("plate", "А 128 ВС 77", "RU")),
    factories.vehicle("UZ-V-3", ("plate", "А 123 ВС 99", "RU"), label=factories.OPEN_LABEL | {"scope": "agency"}),
]
_AT_BORDER = factories.OPEN_LABEL | {"purposes": ["border-check"], "core": ["KZ"], "full": [], "hit": ["KZ"]}
BORDER = [
    factories.person("AM-B-1", "Eriksson", "Anna Maria", born="1974-08-12", label=_AT_BORDER | {"core": []}),
    factories.person("AM-B-2", "Саркисян", "Тигран", born="1990-02-03", label=_AT_BORDER),
]
BORDER[0]["identity"]["sex"] = ["female"]
"""Two that only a border check shows: the first as a hit, the second with his identity."""
ENCLOSED = {"attachments": [samples.attachment()], "biometrics": [samples.BIOMETRIC]}
LINK = {"to": "UZ-P-004417", "kind": "seized-from", "evaluation": "C3", "since": "2025", "source": "protocol"}


@dataclass(frozen=True)
class Site:
    """Where it answers, one-time links by officer, and records by their owner's reference."""

    address: str
    links: dict[str, list[str]]
    records: dict[str, str]


class _Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = False
    block_on_close = True


class _Silent(WSGIRequestHandler):
    def log_message(self, *words: object) -> None:
        """Say nothing: the test's output is for the test."""


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium; without one the test is skipped, and fails where CI promises one."""
    found = os.environ.get("COMMONWEAL_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        reason = "no Chromium on this machine (Debian: apt-get install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="module")
def site(shared_house, chromium, tmp_path_factory) -> Iterator[Site]:
    """The small world, served until the module's tests are over."""
    from django.test import override_settings

    from commonweal.house import places

    with shared_house.superuser() as superuser:
        factories.cast(superuser)
        superuser.execute("update members_officer set roles = roles || '{exporter}' where code = 'UZ-3'")
        records = _contribute(superuser, tmp_path_factory.mktemp("lines"))
    with override_settings(SEARCH_SOCKET=places.search_socket()), searching(), served() as address:
        yield Site(address, _links(address), records)


def _contribute(superuser, folder: Path) -> dict[str, str]:
    """One person in three states: in full in Latin, identity in Armenian, a hit in Cyrillic; a seizure linked with him
    in two states, with words in every field that no page may run."""
    label = factories.OPEN_LABEL
    man = {"births": [{"date": "1984-03-14"}], "sex": ["male"]}
    armenian = {"text": "Թարխանբեկով Էլդար", "script": "Armn", "kind": "full"}
    uzbek = [factories.person("UZ-P-004417", "", "", identity=man | {"names": NAMES}), *VEHICLES]
    factories.contribute(folder, uzbek, name="uz")
    factories.contribute(
        folder,
        [
            factories.person(
                "AM-P-02276",
                "",
                "",
                identity={"names": [armenian], "births": [{"date": "1984"}]},
                label=label | {"full": [], "core": ["KZ"], "hit": [], "classification": 0},
            )
        ],
        party="AM",
        name="am",
    )
    factories.contribute(
        folder,
        [factories.person("RU-P-7", "Тарханбеков", "Эльдар", label=label | {"full": [], "core": [], "hit": ["KZ"]})],
        party="RU",
        name="ru",
    )
    factories.contribute(folder, BORDER, party="AM", name="border")
    tajik = factories.person("TJ-P-9", "Ҳоҷизода", "Ҷамолиддин", label=label | {"denied": []})
    factories.contribute(folder, [tajik], party="TJ", name="tj")
    factories.contribute(folder, [factories.person("RU-P-9", "Khodzhizoda", "Dzhamoliddin")], party="RU", name="latin")
    seizure = samples.line(types.record_type("drug-seizure"), "UZ-D-12", links=[LINK], **ENCLOSED)
    for evaluation in ("B2", "A1"):
        factories.contribute(folder, [seizure | {"evaluation": evaluation}], name=f"seizure-{evaluation}")
    from commonweal.databanks import examination
    from commonweal.house import database

    settings = database.connection_settings("cw_clock")
    examination.examine(settings)
    examination.make_month(settings, now.today().replace(day=1))
    rows = superuser.execute("select owner_ref, record_id::text from databanks_identity").fetchall()
    return dict(rows)


@contextmanager
def searching() -> Iterator[None]:
    """The search process, as the house starts it, on the test's database."""
    from commonweal.house import places

    environment = os.environ | {"COMMONWEAL_CLUSTER": "test", "COMMONWEAL_DB_ROLE": "cw_indexer"}
    command = [sys.executable, "-m", "commonweal.house.cli", "search-process"]
    with subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL) as process:
        try:
            for _ in range(200):
                if places.search_socket().exists():
                    break
                time.sleep(0.1)
            else:
                pytest.fail("the search did not start within twenty seconds")
            yield
        finally:
            process.terminate()


@contextmanager
def served() -> Iterator[str]:
    """The web in threads of this process; yields its address."""
    from django.core.wsgi import get_wsgi_application

    server = make_server("127.0.0.1", 0, get_wsgi_application(), server_class=_Threads, handler_class=_Silent)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1})
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _links(address: str) -> dict[str, list[str]]:
    from commonweal.audit.journal import systems_actor
    from commonweal.members import actions, queries

    def link(code: str) -> str:
        return f"{address}/sign-in/{actions.issue_sign_in_link(queries.officer(code), by=systems_actor())}/"

    return {code: [link(code) for _ in range(LINKS)] for code in ("KZ-1", "UZ-3")}
