from django.apps import AppConfig

from commonweal.audit import verbs


class OversightConfig(AppConfig):
    name = "commonweal.oversight"
    label = "oversight"
    verbose_name = "Oversight"

    def ready(self) -> None:
        from commonweal.oversight import terms

        verbs.register("oversight", terms.JOURNAL_VERBS)
