//! Questions of programs, and their description.

use super::desk::{DecksAsked, Desk, Health, LintAsked, Refused};
use super::preview::{self, PREFIX};
use super::problem::Refusal;
use super::stage::Stage;
use crate::fs::{self, Scratch};
use axum::Json;
use axum::Router;
use axum::body::{Body, HttpBody as _};
use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRef, Query, State};
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use futures_util::StreamExt as _;
use std::io::Write as _;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout_at};
use utoipa::OpenApi;

/// The largest deck that is taken, in bytes.
pub const DECK_LIMIT: u64 = 256 << 20;
/// A deck that stops coming is given up after this long.
const SILENCE: Duration = Duration::from_secs(10);
/// And one that does not end, after this long.
const PATIENCE: Duration = Duration::from_secs(120);
/// So many questions are answered at once; each may take a processor.
const AT_ONCE: usize = 2;

/// What handlers share.
#[derive(Clone)]
pub(super) struct Shared {
    pub(super) stage: Arc<Stage>,
    pub(super) desk: Arc<dyn Desk>,
    turns: Arc<Semaphore>,
}

impl Shared {
    pub(super) fn new(stage: Arc<Stage>, desk: Arc<dyn Desk>) -> Self {
        Self {
            stage,
            desk,
            turns: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// Asks the desk, when it is this question's turn.
    async fn ask(
        &self,
        question: impl FnOnce(&dyn Desk) -> Result<String, Refused> + Send + 'static,
    ) -> Result<Response<Body>, Refusal> {
        let Ok(turn) = Arc::clone(&self.turns).acquire_owned().await else {
            return Err(stumbled());
        };
        let desk = Arc::clone(&self.desk);
        let answered = tokio::task::spawn_blocking(move || {
            let answer = question(&*desk);
            drop(turn);
            answer
        });
        match answered.await {
            Ok(Ok(text)) => Ok(json(text)),
            Ok(Err(Refused::Unknown(why))) => {
                Err(Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, why))
            }
            Ok(Err(Refused::Broken(why))) => {
                Err(Refusal::new(StatusCode::SERVICE_UNAVAILABLE, why))
            }
            Err(_) => Err(stumbled()),
        }
    }
}

impl FromRef<Shared> for Arc<Stage> {
    fn from_ref(shared: &Shared) -> Self {
        Arc::clone(&shared.stage)
    }
}

impl FromRef<Shared> for Arc<dyn Desk> {
    fn from_ref(shared: &Shared) -> Self {
        Arc::clone(&shared.desk)
    }
}

/// Whether a path is one of the questions. Whatever else stands under `/api/` is the site's own.
pub(super) fn is_question(path: &str) -> bool {
    matches!(
        path,
        "/api/health" | "/api/decks" | "/api/lint" | "/api/openapi.json"
    )
}

/// Everything that is no file of the site.
pub(super) fn router(shared: Shared) -> Router {
    let own = |path: &str| format!("{PREFIX}{path}");
    Router::new()
        .route("/api/health", get(health))
        .route("/api/decks", get(decks))
        .route("/api/lint", post(lint))
        .route("/api/openapi.json", get(description))
        .route(&own("events"), get(preview::events))
        .route(&own("findings"), get(preview::findings))
        .route(&own("rooms"), get(preview::rooms))
        .route(&own("lint"), get(preview::lint_page))
        .route(&own("lint.js"), get(preview::lint_script))
        .route(&own("icon.svg"), get(preview::icon))
        .route(&own("preview.js"), get(preview::script))
        .route(&own("preview.css"), get(preview::style))
        .fallback(async || {
            let why = "the preview has no such file";
            Refusal::new(StatusCode::NOT_FOUND, why)
        })
        .method_not_allowed_fallback(async || {
            let why = "this is asked in another way; /api/openapi.json says how";
            Refusal::new(StatusCode::METHOD_NOT_ALLOWED, why)
        })
        .with_state(shared)
}

/// Questions that `rightdeck serve` answers.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "rightdeck serve",
        description = "Asks a playbook for the right deck, and judges decks, without writing anything.",
        contact(),
    ),
    paths(health, decks, lint)
)]
struct Description;

/// The description of the questions, as OpenAPI, with a line end after it.
#[must_use]
pub fn openapi() -> String {
    let mut text = Description::openapi().to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

async fn description() -> Response<Body> {
    json(openapi())
}

/// Whether the server is well, and how the site stands.
#[utoipa::path(
    get,
    path = "/api/health",
    responses((status = 200, description = "How it stands", body = Health))
)]
async fn health(State(stage): State<Arc<Stage>>) -> Json<Health> {
    let news = stage.news();
    Json(Health {
        status: if news.problems.is_empty() {
            "ok"
        } else {
            "mistakes"
        },
        version: env!("CARGO_PKG_VERSION"),
        generation: news.generation,
        mistakes: news.problems.len(),
        findings: news.found().count(),
    })
}

/// The right deck for a room, and why not another: the answer of `rightdeck find --output-format json`, of
/// what the readers of the edition that is shown may have.
#[utoipa::path(
    get,
    path = "/api/decks",
    params(DecksAsked),
    responses(
        (status = 200, description = "The decks for each room", body = crate::finder::shelf::Answers<'static>),
        (status = 400, description = "A parameter that is none, or that cannot be read", body = Refusal, content_type = "application/problem+json"),
        (status = 422, description = "A hyperscaler that the playbook does not know", body = Refusal, content_type = "application/problem+json"),
        (status = 503, description = "The playbook has mistakes, so nothing can be said", body = Refusal, content_type = "application/problem+json"),
    )
)]
async fn decks(
    State(shared): State<Shared>,
    asked: Result<Query<DecksAsked>, QueryRejection>,
) -> Result<Response<Body>, Refusal> {
    let Query(asked) = asked.map_err(unreadable)?;
    if asked
        .words
        .as_ref()
        .is_some_and(|words| words.chars().count() > 512)
    {
        return Err(Refusal::new(
            StatusCode::BAD_REQUEST,
            "words: at most 512 characters are looked for",
        ));
    }
    let day = asked.today.as_deref();
    if day.is_some_and(|day| day.len() != 10 || day.parse::<jiff::civil::Date>().is_err()) {
        return Err(Refusal::new(
            StatusCode::BAD_REQUEST,
            "today: write the day as 2027-03-31",
        ));
    }
    shared.ask(move |desk| desk.decks(&asked)).await
}

/// Judges a deck for who will see it: the report of `rightdeck lint --output-format json`. The body is the
/// deck itself; it is kept in a file without a name while it is judged, and nowhere after that.
#[utoipa::path(
    post,
    path = "/api/lint",
    params(LintAsked),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The deck, at most 256 MiB"),
    responses(
        (status = 200, description = "What was found; a deck that cannot be read is a finding", body = crate::report::json::Document<'static>),
        (status = 400, description = "A parameter that is none, or that cannot be read; no deck", body = Refusal, content_type = "application/problem+json"),
        (status = 408, description = "The deck stopped coming", body = Refusal, content_type = "application/problem+json"),
        (status = 413, description = "The deck is too large", body = Refusal, content_type = "application/problem+json"),
        (status = 422, description = "A hyperscaler that the playbook does not know", body = Refusal, content_type = "application/problem+json"),
        (status = 503, description = "The playbook has mistakes, or there is no room for the deck", body = Refusal, content_type = "application/problem+json"),
    )
)]
async fn lint(
    State(shared): State<Shared>,
    asked: Result<Query<LintAsked>, QueryRejection>,
    body: Body,
) -> Result<Response<Body>, Refusal> {
    let Query(asked) = asked.map_err(unreadable)?;
    if asked
        .name
        .as_ref()
        .is_some_and(|name| name.chars().count() > 255)
    {
        let why = "name: at most 255 characters are a name";
        return Err(Refusal::new(StatusCode::BAD_REQUEST, why));
    }
    let deck = received(body).await?;
    shared.ask(move |desk| desk.lint(deck, &asked)).await
}

/// Takes a body into a file without a name, to a size and within a time.
async fn received(body: Body) -> Result<Scratch, Refusal> {
    let no_room = |why: String| {
        let why = format!("the deck cannot be kept while it is judged: {why}");
        Refusal::new(StatusCode::SERVICE_UNAVAILABLE, why)
    };
    let too_large = || {
        let most = DECK_LIMIT >> 20;
        let why =
            format!("a deck of more than {most} MiB is not taken; judge it with `rightdeck lint`");
        Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, why)
    };
    if body.size_hint().lower() > DECK_LIMIT {
        return Err(too_large());
    }
    let mut file = fs::scratch().map_err(|error| no_room(error.to_string()))?;
    let mut parts = body.into_data_stream();
    let last = Instant::now() + PATIENCE;
    let mut length: u64 = 0;
    loop {
        let until = last.min(Instant::now() + SILENCE);
        let part = match timeout_at(until, parts.next()).await {
            Ok(None) if length == 0 => {
                let why = "there is no deck in the request; send its bytes as the body";
                return Err(Refusal::new(StatusCode::BAD_REQUEST, why));
            }
            Ok(None) => return Ok(file),
            Ok(Some(Ok(part))) => part,
            Ok(Some(Err(_))) => {
                let why = "the deck did not come whole; send it again";
                return Err(Refusal::new(StatusCode::BAD_REQUEST, why));
            }
            Err(_) => {
                let why = "the deck stopped coming; send it again";
                return Err(Refusal::new(StatusCode::REQUEST_TIMEOUT, why));
            }
        };
        length += u64::try_from(part.len()).unwrap_or(u64::MAX);
        if length > DECK_LIMIT {
            return Err(too_large());
        }
        // A part is some kilobytes, and the file is the system's memory most of the time.
        file.write_all(&part)
            .map_err(|error| no_room(error.to_string()))?;
    }
}

fn unreadable(rejection: QueryRejection) -> Refusal {
    let text = rejection.body_text();
    let why = text.rsplit("query string: ").next().unwrap_or(&text);
    let why = format!("{why}; /api/openapi.json says what can be asked");
    Refusal::new(StatusCode::BAD_REQUEST, why)
}

/// A flaw of ours.
pub(super) fn stumbled() -> Refusal {
    let why = "rightdeck stumbled over this question; this is a bug, please report it";
    Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, why)
}

fn json(text: String) -> Response<Body> {
    let mut response = text.into_response();
    let kind = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    let kept = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, kept);
    response
}
