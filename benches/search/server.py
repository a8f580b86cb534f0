"""An ordinary static server (texts in gzip, nothing kept by the browser between runs), which tells what was asked for
and can be as slow as a telephone's line."""
import gzip
import http.server
import os
import socket
import threading
import time
from urllib.parse import unquote, urlsplit

TYPES = {
    ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css",
    ".json": "application/json", ".svg": "image/svg+xml", ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8", ".xml": "application/xml", ".webmanifest": "application/json",
    ".wasm": "application/wasm",
}
PLAIN = {".wasm"}
LEVEL = 6           # what servers do unless told otherwise
BLOCK = 16384


class Line:
    """`latency` in seconds before each answer, `rate` in bytes a second for all answers together."""

    def __init__(self, latency=0.0, rate=None):
        self.latency, self.rate = latency, rate
        self.free, self.lock = 0.0, threading.Lock()

    def pass_on(self, size):
        if not self.rate:
            return
        with self.lock:
            self.free = max(self.free, time.perf_counter()) + size / self.rate
            wait = self.free - time.perf_counter()
        if wait > 0:
            time.sleep(wait)


class Server(http.server.ThreadingHTTPServer):
    """Serves folders: `mounts` has the beginning of an address and the folder for it, longest first."""
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, mounts):
        self.mounts = sorted(mounts.items(), key=lambda one: -len(one[0]))
        self.line, self.log, self.packed, self.lock = Line(), [], {}, threading.Lock()
        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def url(self, path):
        return "http://127.0.0.1:%d%s" % (self.server_address[1], path)

    def clear(self):
        with self.lock:
            self.log = []

    def asked(self):
        """(path, begun, ended, bytes of head and body) in the order of the answers."""
        with self.lock:
            return sorted(self.log, key=lambda one: one[1])

    def file(self, path):
        for start, folder in self.mounts:
            if path.startswith(start):
                full = os.path.normpath(os.path.join(folder, path[len(start):].lstrip("/")))
                if os.path.isdir(full):
                    full = os.path.join(full, "index.html")
                if full.startswith(os.path.normpath(folder)) and os.path.isfile(full):
                    return full
        return None

    def body(self, full):
        """Bytes as sent, and whether they are packed: texts are packed once and kept."""
        ending = os.path.splitext(full)[1]
        if ending not in TYPES or ending in PLAIN:
            with open(full, "rb") as f:
                return f.read(), False
        with self.lock:
            kept = self.packed.get(full)
        if kept is None:
            with open(full, "rb") as f:
                kept = gzip.compress(f.read(), LEVEL, mtime=0)
            with self.lock:
                self.packed[full] = kept
        return kept, True

    def handle_error(self, *_):
        """A page that is closed breaks its connections."""


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "bench", ""
    wbufsize = -1

    def setup(self):
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def log_message(self, *_):
        pass

    def do_GET(self):
        begun, server = time.perf_counter(), self.server
        path = unquote(urlsplit(self.path).path)
        full = server.file(path)
        if server.line.latency:
            time.sleep(server.line.latency)
        body, packed = server.body(full) if full else (b"not found", False)
        head = ["HTTP/1.1 %s" % ("200 OK" if full else "404 Not Found"), "Server: bench", "Date: " + self.date_time_string(),
                "Content-Type: " + TYPES.get(os.path.splitext(full or "")[1], "application/octet-stream"),
                "Content-Length: %d" % len(body), "Cache-Control: max-age=600", "Connection: keep-alive"]
        if packed:
            head += ["Content-Encoding: gzip", "Vary: Accept-Encoding"]
        data = "\r\n".join(head).encode() + b"\r\n\r\n" + body
        for at in range(0, len(data), BLOCK):
            block = data[at:at + BLOCK]
            server.line.pass_on(len(block))
            self.wfile.write(block)
            self.wfile.flush()
            if not server.line.rate:
                self.wfile.write(data[at + BLOCK:])
                break
        self.wfile.flush()
        with server.lock:
            server.log.append((path, begun, time.perf_counter(), len(data)))


def depth(asked, slack=0.02):
    """The longest chain of requests of which each began after the one before it had ended. On a slow line, where
    an answer takes far longer than `slack` seconds."""
    ends = []
    for _, begun, ended, _ in asked:
        ends.append((ended, 1 + max((deep for end, deep in ends if end - slack <= begun), default=0)))
    return max((deep for _, deep in ends), default=0)
