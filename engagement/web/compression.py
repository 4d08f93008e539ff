"""Pages go out compressed. Why that is safe here stands in docs/decisions/compression.md."""

import gzip
import io
import secrets

from flask import Response, request

SMALLEST = 1_000  # bytes; below, a packet is a packet
LEVEL = 5
PADDING = 100  # bytes of the gzip head's file name, of random length: sizes of two equal pages differ


def compress(response: Response) -> Response:
    """For app.after_request: gzip for HTML that is whole in memory and not small, where the browser takes it."""
    if response.mimetype != "text/html" or response.is_streamed or response.direct_passthrough:
        return response
    response.vary.add("Accept-Encoding")
    content = response.get_data()
    if len(content) < SMALLEST or not request.accept_encodings["gzip"] or "Content-Encoding" in response.headers:
        return response
    packed = io.BytesIO()
    name = "x" * secrets.randbelow(PADDING)
    with gzip.GzipFile(name, "wb", LEVEL, packed, mtime=0) as stream:
        stream.write(content)
    response.set_data(packed.getvalue())
    response.headers["Content-Encoding"] = "gzip"
    return response
