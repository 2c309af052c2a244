"""The Qt windows: a thin face over the controllers, without a rule or a query of their own."""
