import contextlib

from django.apps import AppConfig

from commonweal.audit import verbs


class SearchConfig(AppConfig):
    name = "commonweal.search"
    label = "search"
    verbose_name = "Search"

    def ready(self) -> None:
        from django.conf import settings

        from commonweal.common.errors import BadInput
        from commonweal.names import dictionary
        from commonweal.search import terms

        with contextlib.suppress(BadInput, OSError):  # the house runs without; `commonweal names dictionary` says why
            dictionary.use(settings.NAMES_DICTIONARY)

        verbs.register("search", terms.JOURNAL_VERBS)
