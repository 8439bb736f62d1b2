from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "commonweal.workflow"
    label = "workflow"
