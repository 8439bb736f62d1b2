from django.apps import AppConfig

from commonweal.audit import verbs


class DatabanksConfig(AppConfig):
    name = "commonweal.databanks"
    label = "databanks"
    verbose_name = "Data banks"

    def ready(self) -> None:
        from commonweal.databanks import terms

        verbs.register("databanks", terms.JOURNAL_VERBS)
