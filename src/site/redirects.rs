//! Old addresses: what `aliases` may say, and where they stand.

/// The folder of an old address, as an address from the root: `old/place/`. An alias that names a
/// file, `/old/place.html`, stays one.
///
/// # Errors
/// What is wrong with it.
pub(super) fn path(alias: &str) -> Result<String, String> {
    let inside = alias.trim().trim_start_matches('/');
    let odd = |c: char| {
        c.is_control() || matches!(c, '\\' | '?' | '#' | ':' | '*' | '"' | '<' | '>' | '|')
    };
    if inside.is_empty() || inside.contains(odd) {
        return Err(format!(
            "'{alias}' is no address on this site; write it as '/old/place/'"
        ));
    }
    let folder = inside.trim_end_matches('/');
    if folder
        .split('/')
        .any(|part| part.is_empty() || part.starts_with('.'))
    {
        return Err(format!(
            "'{alias}' holds an empty or a dotted part; write it as '/old/place/'"
        ));
    }
    if folder.ends_with(".html") {
        Ok(folder.to_owned())
    } else {
        Ok(format!("{folder}/"))
    }
}

/// The file that redirects.
pub(super) fn file(path: &str) -> String {
    if path.ends_with(".html") {
        path.to_owned()
    } else {
        super::address::file(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases() {
        assert_eq!(path("/old/place/").as_deref(), Ok("old/place/"));
        assert_eq!(path("old").as_deref(), Ok("old/"));
        assert_eq!(path("/old.html").as_deref(), Ok("old.html"));
        assert_eq!(file("old/"), "old/index.html");
        assert_eq!(file("old.html"), "old.html");
        for bad in [
            "",
            "/",
            "../x",
            "/a/../b",
            "https://x.example/",
            "/a//b",
            "/a?b",
            "\\\\x",
        ] {
            assert!(path(bad).is_err(), "{bad}");
        }
    }
}
