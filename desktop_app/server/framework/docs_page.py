"""``/docs`` and ``/openapi.json``: the description, and a page to read it and try it that needs nothing from outside.

The page is Swagger UI out of the package ``swagger-ui-bundle-v2``, whose files are served from here. What may be loaded, and where
from, is said by a Content-Security-Policy: this server, nothing else, and no script or style within the page.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from starlette.responses import Response

from desktop_app.server.framework import messages
from desktop_app.server.framework.errors import Problem
from desktop_app.server.framework.json_values import JSON_TYPE
from desktop_app.server.framework.operations import Operation
from desktop_app.server.framework.routes import Call, Endpoints

endpoints = Endpoints(tag="Description")
_HEADERS = MappingProxyType(
    {
        "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "no-cache",
    }
)
_FILES = MappingProxyType(
    {
        "swagger-ui-bundle.js": "text/javascript",
        "swagger-ui.css": "text/css",
        "favicon-32x32.png": "image/png",
    }
)
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Suivi: local API</title>
<link rel="icon" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<noscript>This page needs JavaScript. The description itself is at <a href="/openapi.json">/openapi.json</a>.</noscript>
<main id="docs"></main>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
"""
_START = """SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#docs",
  docExpansion: "list",
  filter: true,
  tryItOutEnabled: true,
  validatorUrl: null,
});
"""


def _answer(content: bytes, media_type: str) -> Response:
    return Response(content, headers=_HEADERS, media_type=media_type)


@endpoints.get("/openapi.json", Operation("The description of all this"), public=True, described=False)
async def openapi(call: Call) -> Response:
    """Answer the description, which is made when it is first asked for."""
    return _answer(await call.slowly(lambda: call.service.description.text), JSON_TYPE)


@endpoints.get("/docs", Operation("A page to read and try it"), public=True, described=False)
async def docs(_call: Call) -> Response:
    """Answer the page."""
    return _answer(_PAGE.encode(), "text/html")


@endpoints.get("/docs/{name}", Operation("The page's files"), public=True, described=False)
async def docs_file(call: Call) -> Response:
    """Answer one of the files that the page is made of."""
    name = call.path["name"]
    if name == "start.js":
        return _answer(_START.encode(), "text/javascript")
    if name not in _FILES:
        raise Problem(404, messages.NOTHING_HERE)
    return _answer(await call.slowly((_folder() / name).read_bytes), _FILES[name])


def _folder() -> Traversable:
    """Return where the files of Swagger UI are: in a folder that has the version in its name."""
    (folder,) = (files("swagger_ui_bundle") / "vendor").iterdir()
    return folder
