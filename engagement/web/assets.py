"""What the browser gets besides pages: style sheet, modules, icons, fonts, held in memory under one version.

The version is a hash of everything served, so each address can be kept for ever, and relative imports between modules
need no rewriting. There is no build step: the files are read once when the app starts.
"""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, request

STATIC = Path(__file__).parent.parent / "static"
STYLE_SHEET = "css/engagement.css"
# The first names the layers, whose order decides; within a layer a later file wins over an earlier one.
STYLES = (
    "tokens", "reset", "base", "shell",
    "columns", "button", "field", "choice", "chip", "tag-field", "rows", "file-drop", "savebar",
    "avatar", "badge", "exchange", "either", "table", "pager", "filter-bar", "tabs", "crumb", "facts",
    "card", "day", "promise", "ledger", "stat", "timeline", "chart", "empty", "notice", "toast", "dialog", "progress",
    "found", "log-form", "line", "newcomer", "receipt", "sign-in", "paper", "utilities",
)  # fmt: skip
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    content: bytes
    type: str
    zipped: bytes | None  # none where the content is packed already


class Assets:
    """All static files of a folder, by their path within it."""

    def __init__(self, folder: Path = STATIC) -> None:
        contents = {STYLE_SHEET: b"".join((folder / "css" / f"{name}.css").read_bytes() for name in STYLES)}
        for path in sorted(folder.rglob("*")):
            if path.suffix in TYPES and path.suffix != ".css":
                contents[path.relative_to(folder).as_posix()] = path.read_bytes()
        self.files: Mapping[str, Asset] = {name: _asset(name, content) for name, content in contents.items()}
        digest = hashlib.sha256()
        for name, content in sorted(contents.items()):
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
        self.version = digest.hexdigest()[:12]
        self.modules = tuple(name for name in sorted(contents) if name.endswith(".js"))

    def answer(self, version: str, name: str) -> Response:
        """The file; under another version it is gone, so that no cache keeps one release's file as another's."""
        asset = self.files.get(name)
        if asset is None or version != self.version:
            abort(404)
        zipped = asset.zipped is not None and request.accept_encodings["gzip"] > 0
        response = Response(asset.zipped if zipped else asset.content, content_type=asset.type)
        if zipped:
            response.headers["Content-Encoding"] = "gzip"
        if asset.zipped is not None:
            response.vary.add("Accept-Encoding")
        response.headers["Cache-Control"] = FOR_EVER
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.set_etag(f"{self.version}-gzip" if zipped else self.version)
        response.make_conditional(request)
        return response


def register(app: Flask) -> Assets:
    """Serves the files at /static/VERSION/… and gives templates `asset(name)` and the modules to fetch ahead."""
    assets = Assets()
    pages = Blueprint("assets", __name__)

    @pages.get("/static/<version>/<path:name>")
    def show(version: str, name: str) -> Response:
        return assets.answer(version, name)

    def asset(name: str) -> str:
        if name not in assets.files:
            raise LookupError(f"There is no static file {name}.")
        # put together by hand: a list page asks a hundred times, and url_for costs ten times as much
        return f"{request.script_root}/static/{assets.version}/{name}"

    def scripts() -> list[str]:
        return [asset(name) for name in assets.modules]

    app.register_blueprint(pages)
    app.jinja_env.globals.update(asset=asset, scripts=scripts)
    return assets


def _asset(name: str, content: bytes) -> Asset:
    type = TYPES[Path(name).suffix]
    packed = type.startswith("font/")
    return Asset(content, type, None if packed else gzip.compress(content, 9, mtime=0))
