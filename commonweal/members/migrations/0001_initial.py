"""The register and what the application may do with it.

Nothing is ever deleted. Of an officer only the rank, the names and the suspension can be changed: agency, unit,
clearance and roles stand as they were entered, so that nobody's standing rises without a new, accredited entry.
"""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

RIGHTS = """
grant select, insert on members_party, members_membership, members_body, members_agency, members_dutycontact,
    members_officer, members_accreditation, members_signinlink to cw_app;
grant update (kind, name_en, name_ru, source, verified) on members_party to cw_app;
grant update (party_id, organisation, kind, since, until, note, source, verified) on members_membership to cw_app;
grant update (kind, abbreviation_ru, under_id, founding_act, founded, note, source, verified) on members_body to cw_app;
grant update (parent_id, name_en, name_ru, since, until, competent_for) on members_agency to cw_app;
grant update (telephone, mail, hours, note_en, note_ru, confirmed_on) on members_dutycontact to cw_app;
grant update (rank, name, name_latin, suspended_at) on members_officer to cw_app;
grant update (used_at) on members_signinlink to cw_app;
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Officer',
            fields=[
                ('code', models.TextField(db_collation='C', primary_key=True, serialize=False, validators=[django.core.validators.RegexValidator('\\A[A-Z0-9]+(-[A-Z0-9]+)*\\Z', 'A code is of capital letters, digits and hyphens.')])),
                ('rank', models.TextField(blank=True, default='')),
                ('name', models.TextField()),
                ('name_latin', models.TextField(blank=True, default='')),
                ('unit', models.TextField(blank=True, default='')),
                ('clearance', models.SmallIntegerField(default=0)),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None)),
                ('suspended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ('code',),
            },
        ),
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('code', models.TextField(db_collation='C', primary_key=True, serialize=False, validators=[django.core.validators.RegexValidator('\\A[A-Z0-9]+(-[A-Z0-9]+)*\\Z', 'A code is of capital letters, digits and hyphens.')])),
                ('kind', models.TextField(choices=[('interior', 'Interior'), ('security', 'Security'), ('border', 'Border guard'), ('customs', 'Customs'), ('prosecutor', 'Prosecutor'), ('financial', 'Financial investigation'), ('drugs', 'Drug control'), ('migration', 'Migration'), ('justice', 'Justice'), ('body', 'Common body')])),
                ('level', models.TextField(choices=[('ministry', 'Ministry or central institution'), ('subdivision', 'Structural subdivision'), ('regional', 'Regional organ'), ('local', 'Local organ')])),
                ('name_en', models.TextField()),
                ('name_ru', models.TextField()),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('competent_for', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organs', to='members.agency')),
            ],
            options={
                'verbose_name_plural': 'agencies',
                'ordering': ('code',),
            },
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('code', models.TextField(db_collation='C', primary_key=True, serialize=False, validators=[django.core.validators.RegexValidator('\\A[A-Z0-9]+(-[A-Z0-9]+)*\\Z', 'A code is of capital letters, digits and hyphens.')])),
                ('kind', models.TextField(choices=[('state', 'State'), ('body', 'Common body'), ('partner', 'Outside organisation')])),
                ('name_en', models.TextField()),
                ('name_ru', models.TextField()),
                ('source', models.TextField(blank=True, default='')),
                ('verified', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ('code',),
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('code', models.TextField(db_collation='C', primary_key=True, serialize=False, validators=[django.core.validators.RegexValidator('\\A[A-Z0-9]+(-[A-Z0-9]+)*\\Z', 'A code is of capital letters, digits and hyphens.')])),
                ('organisation', models.TextField(db_collation='C', default='CIS')),
                ('kind', models.TextField(choices=[('member', 'Member'), ('associate', 'Associate member'), ('observer', 'Observer'), ('participant', 'Takes part within its interest')])),
                ('since', models.TextField(blank=True, default='')),
                ('until', models.TextField(blank=True, default='')),
                ('note', models.TextField(blank=True, default='')),
                ('source', models.TextField(blank=True, default='')),
                ('verified', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ('code',),
            },
        ),
        migrations.CreateModel(
            name='SignInLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.BinaryField(max_length=32, unique=True)),
                ('expires', models.DateTimeField()),
                ('used_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='Accreditation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('by', models.TextField()),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accreditations', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('officer', 'since', 'id'),
            },
        ),
        migrations.CreateModel(
            name='DutyContact',
            fields=[
                ('agency', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='contact', serialize=False, to='members.agency')),
                ('telephone', models.TextField(blank=True, default='')),
                ('mail', models.TextField(blank=True, default='')),
                ('hours', models.TextField(blank=True, default='')),
                ('note_en', models.TextField(blank=True, default='')),
                ('note_ru', models.TextField(blank=True, default='')),
                ('confirmed_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ('agency',),
            },
        ),
        migrations.AddField(
            model_name='officer',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='officers', to='members.agency'),
        ),
        migrations.CreateModel(
            name='Body',
            fields=[
                ('party', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='body', serialize=False, to='members.party')),
                ('kind', models.TextField(choices=[('statutory', 'Statutory body'), ('executive', 'Executive body'), ('parliamentary', 'Inter-parliamentary body'), ('branch', 'Branch body'), ('standing', 'Standing specialised body'), ('working', 'Working organ of a body')])),
                ('abbreviation_ru', models.TextField(blank=True, default='')),
                ('founding_act', models.TextField(blank=True, default='')),
                ('founded', models.TextField(blank=True, default='')),
                ('note', models.TextField(blank=True, default='')),
                ('source', models.TextField(blank=True, default='')),
                ('verified', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name_plural': 'bodies',
                'ordering': ('party',),
            },
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['state', 'body', 'partner'])), name='members_party_kind'),
        ),
        migrations.AddField(
            model_name='agency',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agencies', to='members.party'),
        ),
        migrations.AddField(
            model_name='membership',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='members.party'),
        ),
        migrations.AddField(
            model_name='signinlink',
            name='officer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_in_links', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='accreditation',
            constraint=models.CheckConstraint(condition=models.Q(('since__lt', models.F('until'))), name='members_accreditation_term'),
        ),
        migrations.AddConstraint(
            model_name='accreditation',
            constraint=models.UniqueConstraint(fields=('officer', 'since', 'until'), name='members_accreditation_once'),
        ),
        migrations.AddConstraint(
            model_name='dutycontact',
            constraint=models.CheckConstraint(condition=models.Q(('mail', ''), ('telephone', ''), _negated=True), name='members_dutycontact_can_be_reached'),
        ),
        migrations.AddConstraint(
            model_name='officer',
            constraint=models.CheckConstraint(condition=models.Q(('clearance__gte', 0), ('clearance__lte', 3)), name='members_officer_clearance'),
        ),
        migrations.AddField(
            model_name='body',
            name='under',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organs', to='members.body'),
        ),
        migrations.AddConstraint(
            model_name='agency',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['interior', 'security', 'border', 'customs', 'prosecutor', 'financial', 'drugs', 'migration', 'justice', 'body'])), name='members_agency_kind'),
        ),
        migrations.AddConstraint(
            model_name='agency',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ['ministry', 'subdivision', 'regional', 'local'])), name='members_agency_level'),
        ),
        migrations.AddConstraint(
            model_name='agency',
            constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('code')), _negated=True), name='members_agency_not_its_own_parent'),
        ),
        migrations.AddConstraint(
            model_name='agency',
            constraint=models.CheckConstraint(condition=models.Q(('since', None), ('until', None), ('since__lt', models.F('until')), _connector='OR'), name='members_agency_term'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['member', 'associate', 'observer', 'participant'])), name='members_membership_kind'),
        ),
        migrations.AddConstraint(
            model_name='body',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['statutory', 'executive', 'parliamentary', 'branch', 'standing', 'working'])), name='members_body_kind'),
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
