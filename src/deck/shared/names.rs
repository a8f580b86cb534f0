//! Names that a program gave, which say nothing about the deck.
//!
//! A shape called 'Azure logo' was named by a person; 'TextBox 4' and 'Google Shape;123;p1' were
//! not, and a search for 'Google' must not stop at them.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// The words that such names are made of.
static KNOWN: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("names.txt")
        .lines()
        .filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// Whether a shape's name was made by a program: nothing but the words such names are made of,
/// numbers, and what stands between them.
pub(in crate::deck) fn is_automatic_name(name: &str) -> bool {
    let name = name.trim();
    if name.is_empty() || name.starts_with("Google Shape;") {
        return true;
    }
    // '直线箭头连接符 44': no list holds every such word, but a name and a number in such a script is one.
    let ideographic = |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}');
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let numbered = stem.len() < name.len() && stem.ends_with(' ');
    if numbered && stem.chars().all(|c| ideographic(c) || !c.is_alphanumeric()) {
        return true;
    }
    let mut words = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.all(|word| {
        let stem = word.trim_end_matches(|c: char| c.is_ascii_digit());
        if stem.is_empty() || is_word(stem) {
            return true;
        }
        // 'TextBox4', 'PlaceHolder', 'CustomShape': words run together.
        split_humps(stem).into_iter().all(is_word)
    })
}

fn is_word(word: &str) -> bool {
    let lower = word.to_lowercase();
    word.chars().nth(1).is_none() || KNOWN.contains(lower.as_str())
}

fn split_humps(word: &str) -> Vec<&str> {
    let mut humps = Vec::new();
    let mut start = 0;
    let mut previous_lower = false;
    for (at, c) in word.char_indices() {
        if c.is_uppercase() && previous_lower {
            humps.push(&word[start..at]);
            start = at;
        }
        previous_lower = c.is_lowercase() || c.is_ascii_digit();
    }
    humps.push(&word[start..]);
    humps
}

/// Whether a medium's file name was made by a program: 'image12.png', or a digest.
pub(in crate::deck) fn is_automatic_file_name(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    is_automatic_name(stem)
        || (stem.len() >= 8
            && stem
                .bytes()
                .all(|byte| byte.is_ascii_hexdigit() || byte == b'-'))
        || [
            "hdphoto",
            "vmlDrawing",
            "oleObject",
            "slideMaster",
            "Microsoft_",
        ]
        .iter()
        .any(|known| stem.starts_with(known))
}

/// Numbers, switches, ids, namespaces: nobody reads them.
pub(in crate::deck) fn is_machine_value(value: &str) -> bool {
    const NAMESPACES: [&str; 5] = [
        "http://schemas.",
        "https://schemas.",
        "http://www.w3.org/",
        "http://purl.",
        "urn:schemas-",
    ];
    let word = value.trim_matches(['{', '}']);
    matches!(word, "true" | "false" | "True" | "False")
        || word
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b".:-+TZ ".contains(&byte))
        || (word.len() >= 16
            && word
                .bytes()
                .all(|byte| byte.is_ascii_hexdigit() || byte == b'-'))
        || word.starts_with("0x0")
        || NAMESPACES
            .iter()
            .any(|namespace| word.starts_with(namespace))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_programs_are_known() {
        for name in [
            "TextBox 4",
            "Google Shape;123;p1",
            "Rectangle: Rounded Corners 7",
            "Title 1",
            "Straight Connector 12",
            "正方形/長方形 3",
            "Textfeld 4",
            "Rechteck 5",
            "Espace réservé du contenu 2",
            "PlaceHolder 1",
            "CustomShape 12",
            "Picture 2",
            "bg object 16",
            "Content Placeholder 2",
            "object 3",
            "直线箭头连接符 44",
            "",
            "Shape 120",
        ] {
            assert!(is_automatic_name(name), "{name}");
        }
    }

    #[test]
    fn names_of_people_are_kept() {
        for name in [
            "Azure logo",
            "AWS 3",
            "S3 bucket",
            "BigQuery vs Redshift",
            "Quillfish",
        ] {
            assert!(!is_automatic_name(name), "{name}");
        }
    }

    #[test]
    fn file_names() {
        for name in [
            "image12.png",
            "media1.mp4",
            "image1.svg",
            "0a1b2c3d4e5f.png",
            "thumbnail.jpeg",
        ] {
            assert!(is_automatic_file_name(name), "{name}");
        }
        assert!(!is_automatic_file_name("azure-synapse.png"));
    }
}
