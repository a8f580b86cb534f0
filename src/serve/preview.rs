//! What is put beside the site while somebody writes it, under `/_rightdeck/`, where no site has files:
//! a script that renews pages, its looks, and the page that judges a deck.

use super::desk::{Desk, Finding, Refused};
use super::pages::own;
use super::problem::Refusal;
use super::stage::{News, Stage, Told};
use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream};
use serde::{Deserialize, Serialize};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

/// Where all of it stands.
pub(super) const PREFIX: &str = "/_rightdeck/";

/// A page for where there is none yet.
pub(super) const NOTHING: &[u8] = include_bytes!("assets/nothing.html");

/// What goes into a page that is opened: `hash` is that of the page as it is built.
pub(super) fn with_script(html: &Bytes, hash: &str) -> Bytes {
    let tag = format!(
        "<script type=\"module\" src=\"{PREFIX}preview.js\" data-page=\"{hash}\"></script>\n"
    );
    let head = memchr::memmem::find(html, b"</head>");
    let at = head.unwrap_or(html.len());
    let mut out = Vec::with_capacity(html.len() + tag.len());
    out.extend_from_slice(&html[..at]);
    out.extend_from_slice(tag.as_bytes());
    out.extend_from_slice(&html[at..]);
    out.into()
}

pub(super) async fn script() -> Response<Body> {
    own(
        "text/javascript; charset=utf-8",
        include_bytes!("assets/preview.js"),
    )
}

pub(super) async fn lint_script() -> Response<Body> {
    own(
        "text/javascript; charset=utf-8",
        include_bytes!("assets/lint.js"),
    )
}

pub(super) async fn style() -> Response<Body> {
    own(
        "text/css; charset=utf-8",
        include_bytes!("assets/preview.css"),
    )
}

pub(super) async fn icon() -> Response<Body> {
    own(
        "image/svg+xml",
        include_bytes!("../../themes/default/assets/icon.svg"),
    )
}

pub(super) async fn lint_page() -> Response<Body> {
    own(
        "text/html; charset=utf-8",
        include_bytes!("assets/lint.html"),
    )
}

/// What pages are told: after each change, and to begin with.
#[derive(Serialize)]
struct Now<'a> {
    generation: u64,
    problems: &'a [Told],
    errors: usize,
    warnings: usize,
    unjudged: Option<&'a str>,
}

fn event(news: &News) -> Event {
    use crate::diagnostic::Severity;
    let count = |severity| news.found().filter(|one| one.severity == severity).count();
    let state = Now {
        generation: news.generation,
        problems: &news.problems,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        unjudged: news.unjudged.as_deref(),
    };
    // Numbers and texts: JSON can say them.
    Event::default().data(serde_json::to_string(&state).unwrap_or_default())
}

pub(super) async fn events(
    State(stage): State<Arc<Stage>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut listener = stage.listen();
    listener.mark_changed();
    let told = stream::unfold(listener, async |mut listener| {
        listener.changed().await.ok()?;
        let event = event(&listener.borrow_and_update());
        Some((Ok(event), listener))
    });
    Sse::new(told).keep_alive(KeepAlive::new().interval(Duration::from_secs(10)))
}

/// Whose findings are asked for.
#[derive(Deserialize)]
pub(super) struct Page {
    /// An address from the root of the site: `decks/why-aws/`.
    page: String,
}

pub(super) async fn findings(
    State(stage): State<Arc<Stage>>,
    Query(asked): Query<Page>,
) -> Json<Vec<Finding>> {
    let news = stage.news();
    let own = news
        .found()
        .filter(|one| one.page.as_deref() == Some(asked.page.as_str()));
    Json(own.cloned().collect())
}

pub(super) async fn rooms(State(desk): State<Arc<dyn Desk>>) -> Response<Body> {
    let known = tokio::task::spawn_blocking(move || desk.hyperscalers()).await;
    match known {
        Ok(Ok(known)) => Json(known).into_response(),
        Ok(Err(Refused::Unknown(why) | Refused::Broken(why))) => {
            Refusal::new(StatusCode::SERVICE_UNAVAILABLE, why).into_response()
        }
        Err(_) => super::api::stumbled().into_response(),
    }
}
