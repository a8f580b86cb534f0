//! Files of the site: the bytes of a build, by the rules of HTTP.
//!
//! 1. An address becomes a path; one that tries to lead elsewhere is none.
//! 2. What the client has already is not sent again; a part is sent where one is asked for.
//! 3. What a build keeps on a device is not kept of a preview: its worker is answered by one that leaves.
//! 4. Where a person opens a page, the preview's own script is put into it. Programs get what is built.

use super::problem::Refusal;
use super::stage::{File, Stage};
use crate::template::WORKER;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header, request::Parts};
use axum::response::IntoResponse;
use percent_encoding::percent_decode_str;
use std::ops::Range;
use std::sync::Arc;

/// A worker that lets go of what a published site once kept at this address.
const RETIRING: &[u8] = include_bytes!("assets/retiring-worker.js");

/// Answers from what was asked for before; None: it must be made first, see [`make`].
pub(super) fn answer(stage: &Stage, request: &Parts) -> Option<Response<Body>> {
    if request.method != Method::GET && request.method != Method::HEAD {
        return Some(not_allowed());
    }
    let Some(path) = path(request.uri.path()) else {
        return Some(missing(None, request));
    };
    // Browsers say so where they fetch a worker to run it.
    if path == WORKER && request.headers.contains_key("service-worker") {
        return Some(retiring(request));
    }
    let file = stage.kept(&path)?;
    Some(send(&file, request, StatusCode::OK))
}

/// Answers with what may have to be made. Takes its time.
pub(super) fn make(stage: &Stage, request: &Parts) -> Response<Body> {
    let Some(path) = path(request.uri.path()) else {
        return missing(None, request);
    };
    if let Some(file) = stage.file(&path) {
        return send(&file, request, StatusCode::OK);
    }
    if !path.ends_with("index.html") && stage.file(&format!("{path}/index.html")).is_some() {
        return folder(request);
    }
    missing(stage.file("404.html").as_deref(), request)
}

/// The path of a file of the site: `/playbook/` asks for `playbook/index.html`. None where an address
/// leads to nothing a site can have.
fn path(asked: &str) -> Option<String> {
    let decoded = percent_decode_str(asked.strip_prefix('/')?)
        .decode_utf8()
        .ok()?;
    let mut path = decoded.into_owned();
    if path.is_empty() || path.ends_with('/') {
        path.push_str("index.html");
    }
    let sound = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', '\0']);
    path.split('/').all(sound).then_some(path)
}

/// Whether a person's browser opens a page, not a script or a program that wants its bytes.
pub(super) fn is_opened(headers: &HeaderMap) -> bool {
    if let Some(kind) = headers.get("sec-fetch-dest") {
        return kind == "document";
    }
    // Browsers send that word only over safe connections, which a preview at another address is not.
    let accepted = headers
        .get(header::ACCEPT)
        .and_then(|text| text.to_str().ok());
    accepted.is_some_and(|text| text.contains("text/html"))
}

fn send(file: &File, request: &Parts, status: StatusCode) -> Response<Body> {
    let html = file.kind.as_bytes().starts_with(b"text/html");
    if html && is_opened(&request.headers) {
        return opened(&file.bytes, &file.hash, status, request);
    }
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, file.kind.clone());
    headers.insert(header::ETAG, file.etag.clone());
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if html {
        vary(headers);
    }
    if status == StatusCode::OK && has_already(&request.headers, &file.etag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    let part = if status == StatusCode::OK && request.method == Method::GET {
        part(&request.headers, file)
    } else {
        Part::Whole
    };
    let body = match part {
        Part::Whole => file.bytes.clone(),
        Part::Of(range) => {
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            let text = format!(
                "bytes {}-{}/{}",
                range.start,
                range.end - 1,
                file.bytes.len()
            );
            put(response.headers_mut(), header::CONTENT_RANGE, &text);
            file.bytes.slice(range)
        }
        Part::Beyond => {
            *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            let text = format!("bytes */{}", file.bytes.len());
            put(response.headers_mut(), header::CONTENT_RANGE, &text);
            Bytes::new()
        }
    };
    full(response, body, request)
}

/// The worker that takes leave, in the place of the one that a build would have.
fn retiring(request: &Parts) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("text/javascript; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    full(response, Bytes::from_static(RETIRING), request)
}

/// A page with the preview's script in it.
fn opened(html: &Bytes, hash: &str, status: StatusCode, request: &Parts) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, kind);
    // The page asks by itself whether it is still what is built.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    vary(headers);
    let page = super::preview::with_script(html, hash);
    full(response, page, request)
}

fn full(mut response: Response<Body>, body: Bytes, request: &Parts) -> Response<Body> {
    response
        .headers_mut()
        .insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    if request.method != Method::HEAD {
        *response.body_mut() = Body::from(body);
    }
    response
}

fn vary(headers: &mut HeaderMap) {
    headers.insert(
        header::VARY,
        HeaderValue::from_static("sec-fetch-dest, accept"),
    );
}

fn put(headers: &mut HeaderMap, name: header::HeaderName, text: &str) {
    if let Ok(value) = HeaderValue::from_str(text) {
        headers.insert(name, value);
    }
}

fn has_already(headers: &HeaderMap, etag: &HeaderValue) -> bool {
    let tags = headers.get_all(header::IF_NONE_MATCH).iter();
    let mut tags = tags
        .filter_map(|tags| tags.to_str().ok())
        .flat_map(|tags| tags.split(','));
    tags.any(|tag| {
        let tag = tag.trim();
        tag == "*" || tag.strip_prefix("W/").unwrap_or(tag).as_bytes() == etag.as_bytes()
    })
}

/// What part of a file is asked for.
enum Part {
    Whole,
    Of(Range<usize>),
    Beyond,
}

/// Several parts at once are answered with the whole.
fn part(headers: &HeaderMap, file: &File) -> Part {
    if headers
        .get(header::IF_RANGE)
        .is_some_and(|tag| tag != file.etag)
    {
        return Part::Whole;
    }
    let asked = headers
        .get(header::RANGE)
        .and_then(|text| text.to_str().ok());
    asked.map_or(Part::Whole, |asked| range(asked, file.bytes.len()))
}

fn range(asked: &str, length: usize) -> Part {
    let bounds = asked
        .strip_prefix("bytes=")
        .and_then(|text| text.split_once('-'));
    let Some((first, last)) = bounds else {
        return Part::Whole;
    };
    let number = |text: &str| match text.trim() {
        "" => Some(None),
        text => text.parse::<usize>().ok().map(Some),
    };
    match (number(first), number(last)) {
        (Some(Some(first)), Some(last)) if last.is_none_or(|last| first <= last) => {
            let end = last.map_or(length, |last| last.saturating_add(1).min(length));
            if first < length {
                Part::Of(first..end)
            } else {
                Part::Beyond
            }
        }
        (Some(None), Some(Some(count))) if count > 0 && length > 0 => {
            Part::Of(length.saturating_sub(count)..length)
        }
        (Some(None), Some(Some(_))) => Part::Beyond,
        _ => Part::Whole,
    }
}

/// A folder's page is asked for with a slash, so that its links lead on from there.
fn folder(request: &Parts) -> Response<Body> {
    let path = request.uri.path();
    let query = request.uri.query();
    let to = query.map_or_else(|| format!("{path}/"), |query| format!("{path}/?{query}"));
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::PERMANENT_REDIRECT;
    put(response.headers_mut(), header::LOCATION, &to);
    let kept = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, kept);
    response
}

fn missing(page: Option<&File>, request: &Parts) -> Response<Body> {
    let status = StatusCode::NOT_FOUND;
    match page {
        Some(page) => send(page, request, status),
        // It may be mended or written yet, and the page shall notice.
        None if is_opened(&request.headers) => opened(
            &Bytes::from_static(super::preview::NOTHING),
            "",
            status,
            request,
        ),
        None => Refusal::new(status, "the site has no such file").into_response(),
    }
}

fn not_allowed() -> Response<Body> {
    let why = "the site can only be read; use GET or HEAD";
    let mut response = Refusal::new(StatusCode::METHOD_NOT_ALLOWED, why).into_response();
    let allowed = HeaderValue::from_static("GET, HEAD");
    response.headers_mut().insert(header::ALLOW, allowed);
    response
}

/// What a file is, by its name.
pub(super) fn kind(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "yaml" | "yml" => "application/yaml",
        "ics" => "text/calendar; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odp" => "application/vnd.oasis.opendocument.presentation",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}

/// What is sent for a path of the preview's own.
pub(super) fn own(kind: &'static str, bytes: &'static [u8]) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// Answers on a thread that may take its time.
pub(super) async fn make_aside(stage: Arc<Stage>, request: Parts) -> Response<Body> {
    let made = tokio::task::spawn_blocking(move || make(&stage, &request)).await;
    made.unwrap_or_else(|_| {
        let why = "rightdeck stumbled over this page; this is a bug, please report it";
        Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, why).into_response()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_lead_to_files_of_the_site_only() {
        for (asked, expected) in [
            ("/", Some("index.html")),
            ("/a/", Some("a/index.html")),
            ("/a%20b.html", Some("a b.html")),
            ("/..a/b", Some("..a/b")),
            ("/../a", None),
            ("/%2e%2e/a", None),
            ("/a/%2E%2e%2fb", None),
            ("//evil.example/", None),
            ("/a//b", None),
            ("/a%00", None),
            ("/a%5c..%5cb", None),
            ("/%ff", None),
            ("*", None),
        ] {
            assert_eq!(path(asked).as_deref(), expected, "{asked}");
        }
    }

    #[test]
    fn parts() {
        let of = |text: &str| match range(text, 10) {
            Part::Whole => "whole".to_owned(),
            Part::Of(range) => format!("{range:?}"),
            Part::Beyond => "beyond".to_owned(),
        };
        for (text, expected) in [
            ("bytes=0-0", "0..1"),
            ("bytes=2-", "2..10"),
            ("bytes=2-99", "2..10"),
            ("bytes=2-18446744073709551615", "2..10"),
            ("bytes=-3", "7..10"),
            ("bytes=-99", "0..10"),
            ("bytes=-0", "beyond"),
            ("bytes=10-", "beyond"),
            ("bytes=5-2", "whole"),
            ("bytes=0-1,3-4", "whole"),
            ("bytes=-", "whole"),
            ("lines=1-2", "whole"),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_address_leads_out(asked in r"/(%2e|%2F|%5c|\.|/|[a-zé%\\]){0,24}") {
            if let Some(path) = path(&asked) {
                prop_assert!(path.split('/').all(|part| !matches!(part, "" | "." | "..")), "{path}");
                prop_assert!(!path.contains('\\'), "{path}");
            }
        }

        #[test]
        fn a_part_lies_in_its_file(asked in "bytes=[0-9]{0,22}-[0-9]{0,22}", length in 0usize..40) {
            if let Part::Of(range) = range(&asked, length) {
                prop_assert!(range.start < range.end && range.end <= length, "{range:?}");
            }
        }
    }
}
