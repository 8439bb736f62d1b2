"""The room common as a Django application: it brings the clock's row and SQL function."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "commonweal.common"
    label = "common"
