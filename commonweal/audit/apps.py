"""The journal as a Django application."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Registers the journal's own verbs."""

    name = "commonweal.audit"
    label = "audit"
    verbose_name = "Journal"

    def ready(self) -> None:
        from commonweal.audit import terms, verbs

        verbs.register("audit", terms.JOURNAL_VERBS)
