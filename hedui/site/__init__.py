"""The bulletin (对账公报): the published warehouse as pages that open without a server, and the server for an office.

Belongs here: what a page shows, how it looks, and writing it. Does not belong here: what a number means, SQL of the
marts, or any way to change the warehouse; pages read it through ``hedui.warehouse`` alone.
"""

from hedui.site.making import build_shown, make_site
from hedui.site.site import LOOKS, SiteError

__all__ = ["LOOKS", "SiteError", "build_shown", "make_site"]
