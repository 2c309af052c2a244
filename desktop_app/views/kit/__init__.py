"""The widget kit every screen is built from; each module says in its first lines what it offers and how it is called.

Words        ``labels`` · ``buttons`` · ``chip`` · ``notice`` · ``toast`` · ``empty_state`` · ``loading`` · ``dialog`` · ``announce``
Fields       ``form_row`` (rows and the form column) · ``segmented`` · ``dropdown`` · ``number_field`` · ``date_field`` ·
             ``moment_field`` · ``growing_text`` · ``quick_find`` · ``picker``
Lists        ``table`` (with ``table_model`` for its columns)
Beneath      ``flow`` · ``calendar`` · ``result_list`` · ``table_view`` · ``table_header`` · ``table_delegate`` ·
             ``table_columns`` · ``table_cover``

Colours, spacing and fonts are in ``views.theme``, icons in ``views.icons``, dates and numbers in ``views.written``.
"""
