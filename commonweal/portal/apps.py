"""The portal as a Django application."""

from django.apps import AppConfig

from commonweal.audit import verbs


class PortalConfig(AppConfig):
    """Pages, navigation and the glue of the web; no tables of its own."""

    name = "commonweal.portal"
    label = "portal"

    def ready(self) -> None:
        """Hand the portal's own journal verbs to the catalogue."""
        from commonweal.portal import terms

        verbs.register("portal", terms.JOURNAL_VERBS)
