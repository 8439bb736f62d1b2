"""What the web server loads: the portal's application, but only on a database that binds it.

The portal may not know the house (rooms depend downwards only), so the check stands here, before the portal's door.
"""

import os
import sys

from commonweal.common.errors import CommonwealError
from commonweal.databanks.protection import OPEN_TABLES, PROTECTED
from commonweal.house import doctor

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.settings")
try:
    doctor.start_check(PROTECTED, OPEN_TABLES)
except CommonwealError as refusal:
    sys.exit(refusal.sentence())

from commonweal.portal.wsgi import application

__all__ = ["application"]
