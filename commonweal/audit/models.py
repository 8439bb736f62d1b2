"""What an owner may read of the journal. The table and its guards are made in the first migration, not by Django."""

from django.db import models


class Touch(models.Model):
    """One record that one deed touched: who, when, why, at which level. Readable through row-level security only."""

    pk = models.CompositePrimaryKey("entry", "record")
    entry = models.UUIDField()
    record = models.UUIDField()
    owner_party = models.TextField()
    owner_agency = models.TextField()
    level = models.SmallIntegerField()
    at = models.DateTimeField()
    officer = models.TextField(null=True)
    party = models.TextField(null=True)
    agency = models.TextField(null=True)
    purpose = models.TextField(null=True)
    basis = models.TextField(null=True)
    case_ref = models.TextField(null=True)
    action = models.TextField()

    class Meta:
        managed = False
        db_table = "audit_touch"

    def __str__(self) -> str:
        return f"{self.action} on {self.record}"
