// A folder as a small static host serves it: compressed, with entity tags, and able to fail.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const KINDS = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png",
  ".webmanifest": "application/manifest+json", ".xml": "application/xml", ".md": "text/markdown; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".ics": "text/calendar; charset=utf-8",
};
const LOOSE = new Set([".html", ".css", ".js", ".json", ".svg", ".webmanifest", ".xml", ".md", ".txt"]);
const packed = new Map();

/** `folder` may be changed while it runs; `answer` may take a path's place: `(path) => ({ status, type, body })` or nothing. */
export const serve = async (folder) => {
  const site = { folder, answer: null, asked: [] };
  const respond = async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    site.asked.push(path);
    const own = site.answer?.(path);
    if (own) return response.writeHead(own.status ?? 200, { "content-type": own.type ?? "text/html", "cache-control": "no-store" }).end(own.body ?? "");
    let file = join(site.folder, normalize(path)), status = 200;
    try {
      if ((await stat(file)).isDirectory()) {
        if (!path.endsWith("/")) return response.writeHead(301, { location: `${path}/` }).end();
        file = join(file, "index.html");
      }
      await stat(file);
    } catch {
      [file, status] = [join(site.folder, "404.html"), 404];
    }
    let bytes = await readFile(file);
    const type = KINDS[extname(file)] ?? "application/octet-stream", tag = `"${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}"`;
    const head = { "content-type": type, etag: tag, "cache-control": path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache" };
    if (status === 200 && request.headers["if-none-match"] === tag) return response.writeHead(304, head).end();
    if (LOOSE.has(extname(file)) && /gzip/.test(request.headers["accept-encoding"] ?? "")) {
      if (!packed.has(tag)) packed.set(tag, gzipSync(bytes, { level: 6 }));
      bytes = packed.get(tag);
      head["content-encoding"] = "gzip";
    }
    response.writeHead(status, { ...head, "content-length": bytes.length }).end(bytes);
  };
  let server;
  site.start = (port = 0) => new Promise((done) => {
    server = createServer((request, response) => respond(request, response).catch(() => response.destroy()));
    server.listen(port, "127.0.0.1", () => {
      site.port = server.address().port;
      site.url = `http://localhost:${site.port}/`;
      done(site);
    });
  });
  site.stop = () => new Promise((done) => { server.close(done); server.closeAllConnections(); });
  return site.start();
};
