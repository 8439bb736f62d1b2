"""Settings of the tests: the house's own, on the test cluster, as the application's role, without a pool."""

import os

os.environ.setdefault("COMMONWEAL_CLUSTER", "test")

from tests import memory

memory.settle()

from commonweal.house import database  # noqa: E402 - the place is settled first
from commonweal.settings import *  # noqa: E402, F403

DATABASES = {"default": database.django_settings(pool=False, name="commonweal_test")}
ALLOWED_HOSTS = ["*"]
WHITENOISE_AUTOREFRESH = True
SEARCH_STEP = 0  # tests wait for nobody; what steps do is tested by itself
