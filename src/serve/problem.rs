//! How a refusal is said: problem details (RFC 9457) for programs, with what to do.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use serde::Serialize;
use utoipa::ToSchema;

/// Why a request was refused, and what to do.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct Refusal {
    /// The status once more.
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    /// The kind of refusal, in words.
    pub title: String,
    /// What is wrong with this request, and what to do.
    pub detail: String,
}

impl Refusal {
    /// A refusal in plain words.
    pub(super) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            status: status.as_u16(),
            title: status.canonical_reason().unwrap_or("Refused").to_owned(),
            detail: detail.into(),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response<Body> {
        // Two numbers and two texts: there is nothing in it that JSON cannot say.
        let text = serde_json::to_string(&self).unwrap_or_default();
        let mut response = Response::new(Body::from(text));
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        let kept = HeaderValue::from_static("no-store");
        response.headers_mut().insert(header::CACHE_CONTROL, kept);
        response
    }
}
