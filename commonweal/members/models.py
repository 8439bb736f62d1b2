"""The register: parties, memberships, bodies, agencies, duty contacts, officers, accreditations, sign-in links.

Codes are the primary keys of parties, agencies and officers: lower rooms and the journal name them by code for good,
so a code is never changed nor used again. Facts about states and bodies carry their source and whether it was read.
"""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from commonweal.members import status
from commonweal.members.terms import AgencyKind, AgencyLevel, BodyKind, MembershipKind, PartyKind

CODE = RegexValidator(r"\A[A-Z0-9]+(-[A-Z0-9]+)*\Z", "A code is of capital letters, digits and hyphens.")


def one_of(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """The database's own check that a field holds a known word."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)


def code() -> models.TextField:
    """A code as primary key: compared byte by byte, never translated."""
    return models.TextField(primary_key=True, validators=[CODE], db_collation="C")


class Party(models.Model):
    """A state, a common body or an outside organisation: what may own and read records."""

    code = code()
    kind = models.TextField(choices=PartyKind.choices)
    name_en = models.TextField()
    name_ru = models.TextField()
    source = models.TextField(blank=True, default="")
    verified = models.BooleanField(default=False)

    class Meta:
        ordering = ("code",)
        constraints = (one_of("kind", PartyKind, "members_party_kind"),)

    def __str__(self) -> str:
        return self.name_en


class Membership(models.Model):
    """A time during which a state belonged to an organisation or body, as far as sources say (`status.Term`)."""

    code = code()  # organisation, state and, from the second on, number: a fact corrected later keeps its row
    party = models.ForeignKey(Party, models.PROTECT, related_name="memberships")
    organisation = models.TextField(default="CIS", db_collation="C")
    kind = models.TextField(choices=MembershipKind.choices)
    since = models.TextField(blank=True, default="")
    until = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")
    source = models.TextField(blank=True, default="")
    verified = models.BooleanField(default=False)

    class Meta:
        ordering = ("code",)
        constraints = (one_of("kind", MembershipKind, "members_membership_kind"),)

    def __str__(self) -> str:
        return f"{self.party_id} {self.kind} of {self.organisation} {self.since}–{self.until}"

    @property
    def term(self) -> status.Term:
        """The same as the calculation takes it."""
        return status.Term(kind=self.kind, since=self.since, until=self.until)


class Body(models.Model):
    """What is known of a common body beyond its name: standing, founding act, whom it serves."""

    party = models.OneToOneField(Party, models.PROTECT, primary_key=True, related_name="body")
    kind = models.TextField(choices=BodyKind.choices)
    abbreviation_ru = models.TextField(blank=True, default="")
    under = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="organs")
    founding_act = models.TextField(blank=True, default="")
    founded = models.TextField(blank=True, default="")  # date of any precision; empty: not known
    note = models.TextField(blank=True, default="")
    source = models.TextField(blank=True, default="")
    verified = models.BooleanField(default=False)

    class Meta:
        ordering = ("party",)
        verbose_name_plural = "bodies"
        constraints = (one_of("kind", BodyKind, "members_body_kind"),)

    def __str__(self) -> str:
        return self.party_id


class Agency(models.Model):
    """An authority of a party, from the ministry's head to a local organ. It serves from `since` to before `until`."""

    code = code()
    party = models.ForeignKey(Party, models.PROTECT, related_name="agencies")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="organs")
    kind = models.TextField(choices=AgencyKind.choices)
    level = models.TextField(choices=AgencyLevel.choices)
    name_en = models.TextField()
    name_ru = models.TextField()
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    competent_for = ArrayField(models.TextField(), default=list, blank=True)

    class Meta:
        ordering = ("code",)
        verbose_name_plural = "agencies"
        constraints = (
            one_of("kind", AgencyKind, "members_agency_kind"),
            one_of("level", AgencyLevel, "members_agency_level"),
            models.CheckConstraint(condition=~Q(parent=F("code")), name="members_agency_not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(since__lt=F("until")), name="members_agency_term"
            ),
        )

    def __str__(self) -> str:
        return self.name_en


class DutyContact(models.Model):
    """Whom to ask at an agency, at any hour. `confirmed_on` is the day on which the agency last confirmed it."""

    agency = models.OneToOneField(Agency, models.PROTECT, primary_key=True, related_name="contact")
    telephone = models.TextField(blank=True, default="")
    mail = models.TextField(blank=True, default="")
    hours = models.TextField(blank=True, default="")
    note_en = models.TextField(blank=True, default="")
    note_ru = models.TextField(blank=True, default="")
    confirmed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("agency",)
        constraints = (
            models.CheckConstraint(condition=~Q(telephone="", mail=""), name="members_dutycontact_can_be_reached"),
        )

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.telephone or self.mail}"


class Officer(AbstractBaseUser):
    """A named officer. There are no passwords: a one-time link lets an officer in, so none can be guessed or leaked."""

    password = None
    last_login = None  # sign-ins are in the journal
    code = code()
    rank = models.TextField(blank=True, default="")
    name = models.TextField()  # in the officer's own script
    name_latin = models.TextField(blank=True, default="")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="officers")
    unit = models.TextField(blank=True, default="")
    clearance = models.SmallIntegerField(default=0)  # commonweal.handling.terms.Classification
    roles = ArrayField(models.TextField(), default=list, blank=True)  # commonweal.handling.terms.Role
    suspended_at = models.DateTimeField(null=True, blank=True)

    objects = BaseUserManager()
    USERNAME_FIELD = "code"
    REQUIRED_FIELDS = ()

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(condition=Q(clearance__gte=0, clearance__lte=3), name="members_officer_clearance"),
        )

    def __str__(self) -> str:
        return f"{self.rank} {self.name}".strip()

    @property
    def is_active(self) -> bool:
        """Whether Django lets the session go on: not suspended. Standing is asked of the database at each warrant."""
        return self.suspended_at is None

    def check_password(self, raw_password: str | None) -> bool:
        """No password is ever right, for there is none."""
        return False

    def set_password(self, raw_password: str | None) -> None:
        """Refuse: officers sign in with one-time links."""
        raise NotImplementedError("officers have no passwords")

    def get_session_auth_hash(self) -> str:
        """What ties a session to the officer: it changes when the officer is suspended, and his sessions end."""
        return salted_hmac(
            "commonweal.members.session", f"{self.code} {self.suspended_at}", algorithm="sha256"
        ).hexdigest()

    def get_session_auth_fallback_hash(self) -> list[str]:
        """None: a session that does not carry the present mark is over."""
        return []


class Accreditation(models.Model):
    """A time during which an officer may act: from `since` to before `until`. It never has an open end."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="accreditations")
    since = models.DateTimeField()
    until = models.DateTimeField()
    by = models.TextField()

    class Meta:
        ordering = ("officer", "since", "id")
        constraints = (
            models.CheckConstraint(condition=Q(since__lt=F("until")), name="members_accreditation_term"),
            models.UniqueConstraint(fields=("officer", "since", "until"), name="members_accreditation_once"),
        )

    def __str__(self) -> str:
        return f"{self.officer_id} {self.since:%Y-%m-%d}–{self.until:%Y-%m-%d}"


class SignInLink(models.Model):
    """A one-time link, kept as the hash of its token alone: who reads the table cannot sign in with it."""

    token_hash = models.BinaryField(max_length=32, unique=True)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="sign_in_links")
    expires = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"link of {self.officer_id} until {self.expires:%Y-%m-%d %H:%M}"
