"""Settings of the tests: the house's own, on the test cluster, as the application's role, without a pool."""

import os

os.environ.setdefault("COMMONWEAL_CLUSTER", "test")

from commonweal.house import database
from commonweal.settings import *  # noqa: F403

DATABASES = {"default": database.django_settings(pool=False, name="commonweal_test")}
ALLOWED_HOSTS = ["*"]
WHITENOISE_AUTOREFRESH = True
SEARCH_STEP = 0  # tests wait for nobody; what steps do is tested by itself
