from django.apps import AppConfig

from commonweal.audit import verbs


class SearchConfig(AppConfig):
    name = "commonweal.search"
    label = "search"
    verbose_name = "Search"

    def ready(self) -> None:
        from commonweal.search import terms

        verbs.register("search", terms.JOURNAL_VERBS)
