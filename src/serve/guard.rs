//! What each request must be, and what each answer carries.
//!
//! A page of another site must not read the preview: not by a name that leads here (so `Host` must be one
//! of ours), not by asking from elsewhere (`Origin`, `Sec-Fetch-Site`).

use super::problem::Refusal;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts};
use std::net::IpAddr;

/// The longest address that is read, in bytes.
const LONGEST: usize = 4096;

/// By which names the server is asked.
#[derive(Debug, Clone)]
pub(super) struct Names {
    /// The name that was given with `--host`, in small letters.
    pub(super) named: Option<String>,
    /// Whether any address of this machine may stand there: it listens at more than its own.
    pub(super) any_address: bool,
}

impl Names {
    fn has(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        if let Ok(address) = bare.parse::<IpAddr>() {
            // A page's address in numbers is its own: no name was led here.
            return address.is_loopback() || self.any_address;
        }
        host == "localhost" || self.named.as_deref() == Some(host.as_str())
    }
}

/// Whether a request may be answered.
pub(super) fn check(request: &Parts, names: &Names) -> Result<(), Refusal> {
    let refuse = |status, detail: &str| Err(Refusal::new(status, detail));
    if request.uri.path().len() + request.uri.query().map_or(0, str::len) > LONGEST {
        return refuse(
            StatusCode::URI_TOO_LONG,
            "the address has more than 4096 bytes; ask for less",
        );
    }
    let mut hosts = request.headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return refuse(
            StatusCode::BAD_REQUEST,
            "a request names its host once; send one 'Host' header",
        );
    };
    let authority = host.to_str().unwrap_or_default();
    let other = |named: &str| !names.has(without_port(named));
    if other(authority) || request.uri.host().is_some_and(other) {
        return refuse(
            StatusCode::FORBIDDEN,
            "the preview does not go by this name; ask for http://localhost, or start it with --host NAME",
        );
    }
    let origin = request.headers.get(header::ORIGIN);
    let same = |origin: &HeaderValue| {
        let origin = origin
            .to_str()
            .ok()
            .and_then(|text| text.strip_prefix("http://"));
        origin.is_some_and(|origin| origin.eq_ignore_ascii_case(authority))
    };
    if origin.is_some_and(|origin| !same(origin)) {
        return refuse(
            StatusCode::FORBIDDEN,
            "a page of another site asks; only the preview's own pages may",
        );
    }
    // A link may lead here; another site's script or picture may not.
    let value = |name: &'static str| request.headers.get(HeaderName::from_static(name));
    let elsewhere =
        value("sec-fetch-site").is_some_and(|site| site == "cross-site" || site == "same-site");
    if elsewhere && value("sec-fetch-mode").is_none_or(|mode| mode != "navigate") {
        return refuse(
            StatusCode::FORBIDDEN,
            "a page of another site asks; only the preview's own pages may",
        );
    }
    Ok(())
}

/// The host of 'localhost:8000', '[::1]:8000', '127.0.0.1'.
fn without_port(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port))
            if port.bytes().all(|byte| byte.is_ascii_digit()) && !host.is_empty() =>
        {
            // '::1' has no port and no brackets; it is no host either.
            host
        }
        _ => authority,
    }
}

/// What every answer carries.
pub(super) fn protect(headers: &mut HeaderMap) {
    let mut put = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    put(
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    );
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::X_FRAME_OPTIONS, "DENY");
    put(header::REFERRER_POLICY, "no-referrer");
    let name = HeaderName::from_static;
    put(name("cross-origin-opener-policy"), "same-origin");
    put(name("cross-origin-resource-policy"), "same-origin");
    put(name("cross-origin-embedder-policy"), "require-corp");
    put(
        name("permissions-policy"),
        "camera=(), geolocation=(), microphone=()",
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_ours() {
        let own = Names {
            named: None,
            any_address: false,
        };
        for host in [
            "localhost",
            "LOCALHOST:80",
            "127.0.0.1:9",
            "[::1]:9",
            "[::1]",
            "127.8.8.8",
        ] {
            assert!(own.has(without_port(host)), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "localhost.evil.example:80",
            "192.168.0.7:80",
            "::2",
        ] {
            assert!(!own.has(without_port(host)), "{host}");
        }
        let open = Names {
            named: Some("playbook.lan".to_owned()),
            any_address: true,
        };
        for host in ["playbook.lan:80", "192.168.0.7:80", "[fe80::1]:80"] {
            assert!(open.has(without_port(host)), "{host}");
        }
        assert!(!open.has("evil.example"));
    }
}
