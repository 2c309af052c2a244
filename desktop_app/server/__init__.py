"""The HTTP server: two documented families of endpoints over the controllers. It only translates; every rule is in a controller.

How a request goes: ``guards`` (size, host, connections) → FastAPI's router → ``routes.Endpoint`` (language, bearer token → actor,
errors → the family's shape) → a function ``async def f(call: Call) -> Response`` in the family's module → a controller.

How to add an endpoint (see ``follow_ups`` for all of it, ``health`` for the least):

- one module a resource; ``endpoints = Endpoints(family, tag)`` at its head, then ``@endpoints.get(path, …)`` over each function; the
  module's name into ``app.MODULES``. More specific paths first. ``collection=True`` answers the trailing slash as well.
- ``call.actor`` is the signed-in user (``public=True``: there is none). ``call.query()`` reads query parameters and collects every
  wrong one; ``query.check()`` raises them. ``await call.json_object()`` is the body. Give the controllers plain mappings.
- database work: ``call.quick(f)`` runs *f* here on the loop (indexed reads of a millisecond); ``await call.write(f)`` everything that
  writes; ``await call.slowly(f)`` everything that reads much. *f* takes no argument; never call a controller outside of these.
- errors: let domain errors out, ``errors`` turns them into the family's shape. ``names`` of the endpoint maps the domain's field
  names to the documented ones (``aliases(FollowUpInput)``); query parameters keep their names.
- answers: dicts made by hand, ``call.success(sentence, data)`` for family A, ``json_response(status, value)`` for family B.
- everything that OpenAPI says stands in the decorator (``Told``).

Nothing here imports Qt, peewee or the database floor; nothing here is imported before the server is switched on.
"""
