"""The HTTP server: two documented APIs over the controllers. It only translates; every rule is in a controller.

How a request goes: ``guards`` (size, host, connections) → Starlette's router → ``routes.Resource`` (method) → ``routes.Endpoint``
(language, bearer token → actor, errors → the API's shape) → a function ``async def f(call: Call) -> Response`` in the API's
folder → a controller.

How to add an endpoint (see ``follow_ups_api/follow_ups`` for all of it, ``follow_ups_api/health`` for the least):

- what it takes and answers: an ``Operation``, with a ``Body`` over a domain input and an ``Answer`` over a controller's record.
  OpenAPI is made from these, and nothing else describes them.
- what it does: a function under ``@endpoints.get(path, OPERATION)`` and the like; a new module's name goes into ``app.MODULES``.
  More specific paths first. A slash at the end of a path and HEAD need nothing.
- ``call.actor`` is the signed-in user (``public=True``: there is none). ``call.query()`` reads query parameters and collects every
  wrong one; ``query.check()`` raises them. ``await call.fields()`` are the fields of the body, ``await call.changes()`` those of
  a PATCH, by the domain's names.
- database work: ``call.quick(f)`` runs *f* here on the loop (indexed reads of a millisecond); ``await call.write(f)`` everything that
  writes, with the answer to it, so that a retry is answered so too (``retries``); ``await call.slowly(f)`` everything that reads much.
  *f* takes no argument; never call a controller outside of these.
- errors: let domain errors out, ``errors`` turns them into the API's shape, with the documented names of the body's fields.
- the answer: ``call.answer(Model.model_validate(record))``, and ``location=`` where something was made.

Nothing here imports Qt, peewee or the database; nothing here is imported before the server is switched on.
"""
