"""`python -m tools.prove.opening OFFICER`: opens a warrant every tenth of a second until SIGTERM, then prints how it went.

One JSON list of pairs: the moment (Unix time) and the milliseconds that opening took, journal entry and commit included.
"""

import json
import os
import signal
import sys
import threading
import time

NAME = "proof-of-warrants"
"""How its session is called in PostgreSQL, so that another process can watch what it waits for."""
EVERY = 0.1


def main(officer: str) -> None:
    """Work until told to stop."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "commonweal.settings", "PGAPPNAME": NAME}
    import django

    django.setup()
    from commonweal.handling import warrants

    stop, took = threading.Event(), []
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    while not stop.wait(EVERY):
        moment, began = time.time(), time.perf_counter()
        warrants.open_warrant(
            officer, role="reader", purpose="wanted-person", basis="proof", case_ref="proof", minutes=5
        )
        took.append((moment, (time.perf_counter() - began) * 1000))
    print(json.dumps(took))


if __name__ == "__main__":
    main(sys.argv[1])
