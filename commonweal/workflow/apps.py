from django.apps import AppConfig

from commonweal.audit import verbs


class WorkflowConfig(AppConfig):
    name = "commonweal.workflow"
    label = "workflow"

    def ready(self) -> None:
        from commonweal.workflow import terms

        verbs.register("workflow", terms.JOURNAL_VERBS)
