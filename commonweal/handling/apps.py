from django.apps import AppConfig

from commonweal.audit import verbs


class HandlingConfig(AppConfig):
    name = "commonweal.handling"
    label = "handling"
    verbose_name = "Handling"

    def ready(self) -> None:
        from commonweal.handling import terms

        verbs.register("handling", terms.JOURNAL_VERBS)
