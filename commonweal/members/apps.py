from django.apps import AppConfig

from commonweal.audit import verbs


class MembersConfig(AppConfig):
    name = "commonweal.members"
    label = "members"

    def ready(self) -> None:
        from commonweal.members import terms

        verbs.register("members", terms.JOURNAL_VERBS)
