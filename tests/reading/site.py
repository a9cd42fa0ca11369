"""A web site on this machine, for tests: answers by path, and remembers what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

WORDS = "The foreign minister of Norway met his counterpart from Oman in Muscat on Monday and signed a treaty on fish."
# Long enough to stand for an article on its own.
LONG = " ".join([WORDS, "The talks with Oman went on for two days, said the ministry of Norway in a statement."] * 4)
Handler = Callable[["Request"], None]


class Request(BaseHTTPRequestHandler):
    """One request; the site's handlers write the answer."""

    server: Any

    def do_GET(self) -> None:
        site: Site = self.server.site
        site.asked.append((self.path, dict(self.headers)))
        handler = site.pages.get(self.path)
        with suppress(ConnectionError):
            if handler is None:
                self.answer(404, b"nothing here", {})
            elif callable(handler):
                handler(self)
            else:
                self.answer(200, handler, {"Content-Type": site.types.get(self.path, "text/html; charset=utf-8")})

    def answer(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        """Sends a whole answer."""
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


@dataclass
class Site:
    """The pages by path: bytes, or a function that answers itself."""

    address: str = ""
    pages: dict[str, bytes | Handler] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def running() -> Iterator[Site]:
    """A site that answers until the end of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Request)
    server.daemon_threads = True
    site = Site(address=f"http://127.0.0.1:{server.server_address[1]}")
    server.site = site  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def page(text: str = WORDS, title: str = "Fish", more: str = "") -> bytes:
    """The source of a web page with an article."""
    body = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    return f"<html><head><title>{title}</title>{more}</head><body><article>{body}</article></body></html>".encode()


def rss(*entries: str, title: str = "The Leaf") -> bytes:
    """A feed of entries such as ``entry`` makes."""
    channel = f"<channel><title>{title}</title>{''.join(entries)}</channel>"
    return f'<?xml version="1.0"?><rss version="2.0">{channel}</rss>'.encode()


def entry(link: str, title: str = "Fish", text: str = "", date: str = "Mon, 03 May 1999 21:30:00 -0500") -> str:
    """An entry of a feed in RSS."""
    return (
        f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid><pubDate>{date}</pubDate>"
        f"<description>{text}</description></item>"
    )
