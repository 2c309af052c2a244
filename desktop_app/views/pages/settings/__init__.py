"""The sections of the settings page, one module each; ``settings_page`` says which stand there and in which order.

A section is a ``SettingsSection``: it makes its rows in ``__init__``, reads what it needs from the ``Session``, runs its calls
through ``self.run`` and says things with ``self.say``. What another section or the frame must do is a signal of the base.
"""
