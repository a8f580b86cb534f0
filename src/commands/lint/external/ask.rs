//! Asks hosts whether what they are linked for is there.
//!
//! Several hosts at a time, of each one address after the other with a pause between: a host that is
//! linked for a hundred times sees one slow reader.

use crate::commands::progress::Progress;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::time::Duration;
use ureq::Agent;

/// Hosts asked at a time.
const HOSTS: usize = 8;

/// Between two questions to one host.
const PAUSE: Duration = Duration::from_millis(250);

/// For one answer, redirects included.
const PATIENCE: Duration = Duration::from_secs(20);

const REDIRECTS: u32 = 10;

/// What a host says of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// It is there.
    There,
    /// It is not, and the host says so.
    Gone(String),
    /// Anything else: refused, too slow, no such host.
    Unclear(String),
}

/// Asks for all, and answers in the order of the addresses.
pub(super) fn all(urls: &[&str]) -> BTreeMap<String, Answer> {
    let mut hosts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for url in urls {
        hosts.entry(host(url)).or_default().push(url);
    }
    let hosts: Vec<Vec<&str>> = hosts.into_values().collect();
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .http_status_as_error(false)
        .max_redirects(REDIRECTS)
        .user_agent(concat!(
            "rightdeck/",
            env!("CARGO_PKG_VERSION"),
            " (link check)"
        ))
        .build()
        .into();
    let progress = Progress::new(urls.len(), "links");
    let ask_host = |urls: &Vec<&str>| -> Vec<(String, Answer)> {
        let mut out = Vec::with_capacity(urls.len());
        for (at, url) in urls.iter().enumerate() {
            if at > 0 {
                std::thread::sleep(PAUSE);
            }
            out.push(((*url).to_owned(), one(&agent, url)));
            progress.step();
        }
        out
    };
    let each = || hosts.par_iter().flat_map_iter(ask_host).collect();
    match rayon::ThreadPoolBuilder::new().num_threads(HOSTS).build() {
        Ok(pool) => pool.install(each),
        // Without threads of its own it takes longer.
        Err(_) => each(),
    }
}

fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?']).next().unwrap_or(rest);
    host.to_ascii_lowercase()
}

fn one(agent: &Agent, url: &str) -> Answer {
    match judged(
        agent
            .head(url)
            .call()
            .map(|response| response.status().as_u16()),
    ) {
        Answer::There => Answer::There,
        // Some hosts answer only those who want to read.
        _ => judged(
            agent
                .get(url)
                .call()
                .map(|response| response.status().as_u16()),
        ),
    }
}

fn judged(answer: Result<u16, ureq::Error>) -> Answer {
    match answer {
        Ok(200..=399) => Answer::There,
        Ok(404) => Answer::Gone("404, not found".to_owned()),
        Ok(410) => Answer::Gone("410, gone".to_owned()),
        Ok(401 | 403) => Answer::Unclear("the host lets no program in".to_owned()),
        Ok(429) => Answer::Unclear("the host has been asked too often".to_owned()),
        Ok(status) => Answer::Unclear(format!("the host answered with status {status}")),
        Err(ureq::Error::HostNotFound) => Answer::Unclear("no such host is known".to_owned()),
        Err(ureq::Error::Timeout(_)) => Answer::Unclear("no answer in 20 seconds".to_owned()),
        Err(ureq::Error::TooManyRedirects) => Answer::Unclear("it leads in circles".to_owned()),
        Err(error) => Answer::Unclear(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_host_disowns_is_gone() {
        assert_eq!(judged(Ok(204)), Answer::There);
        assert!(matches!(judged(Ok(404)), Answer::Gone(_)));
        for unclear in [400, 403, 405, 429, 500, 503] {
            assert!(
                matches!(judged(Ok(unclear)), Answer::Unclear(_)),
                "{unclear}"
            );
        }
    }

    #[test]
    fn a_host_is_told_by_its_name_and_port() {
        assert_eq!(host("https://A.example:8443/b?c"), "a.example:8443");
        assert_eq!(host("http://a.example?c"), "a.example");
    }
}
