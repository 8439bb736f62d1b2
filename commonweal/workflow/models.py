"""One table: what waits for an agency or for one of its officers. Who may read it: docs/decision-table.md, section 3.

Agencies and officers are named by code, because this room lies below the one that knows them. Ids are made here, not
by the database: the one who posts to another agency may not read the row back.
"""

import uuid

from django.db import models


class InboxItem(models.Model):
    """Something that an agency, or one officer of it, should look at."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.TextField(db_collation="C")
    officer = models.TextField(db_collation="C", blank=True, default="")  # empty: anybody of the agency
    kind = models.TextField()  # terms.ItemKind, checked when it is posted
    subject = models.TextField()  # stable reference string, such as record/<id>
    words = models.JSONField(default=dict)  # values for the sentence of the kind
    created_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "workflow_inbox"
        ordering = ("-created_at", "id")
        constraints = (models.CheckConstraint(condition=~models.Q(agency=""), name="workflow_inbox_addressed"),)
        indexes = (models.Index(fields=["agency", "done_at", "-created_at"], name="workflow_inbox_waiting"),)

    def __str__(self) -> str:
        return f"{self.kind} for {self.officer or self.agency}: {self.subject}"
