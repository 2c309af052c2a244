"""The Qt windows: a thin face over the controllers, without a rule or a query of their own."""

from desktop_app.views.lasting_none import make_none_last

make_none_last()
