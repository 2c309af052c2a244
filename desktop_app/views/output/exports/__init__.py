"""Lists that leave the program as files: the way from a page to them, what can be chosen, how far it is.

``kinds``    which lists there are, and how each is written
``dialog``   asks for the form and the place, writes off the UI thread
``offer``    *Export…* of a page
"""
