//! Letters by the names and codes of simple fonts (ISO 32000-1, annex D).

use unicode_normalization::UnicodeNormalization;

/// The upper half of `WinAnsiEncoding`, from 0x80 to 0x9f; the rest is Latin-1.
const WINDOWS: &str = "€•‚ƒ„…†‡ˆ‰Š‹Œ•Ž••‘’“”•–—˜™š›œ•žŸ";

/// The upper half of `MacRomanEncoding`, from 0x80.
const MACINTOSH: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

/// `StandardEncoding` above ASCII, where it has letters, by code.
const STANDARD: &[(u8, &str)] = &[
    (0xa1, "¡"),
    (0xa2, "¢"),
    (0xa3, "£"),
    (0xa4, "⁄"),
    (0xa5, "¥"),
    (0xa6, "ƒ"),
    (0xa7, "§"),
    (0xa8, "¤"),
    (0xa9, "'"),
    (0xaa, "“"),
    (0xab, "«"),
    (0xac, "‹"),
    (0xad, "›"),
    (0xae, "fi"),
    (0xaf, "fl"),
    (0xb1, "–"),
    (0xb2, "†"),
    (0xb3, "‡"),
    (0xb4, "·"),
    (0xb6, "¶"),
    (0xb7, "•"),
    (0xb8, "‚"),
    (0xb9, "„"),
    (0xba, "”"),
    (0xbb, "»"),
    (0xbc, "…"),
    (0xbd, "‰"),
    (0xbf, "¿"),
    (0xd0, "—"),
    (0xe1, "Æ"),
    (0xe3, "ª"),
    (0xe8, "Ł"),
    (0xe9, "Ø"),
    (0xea, "Œ"),
    (0xeb, "º"),
    (0xf1, "æ"),
    (0xf5, "ı"),
    (0xf8, "ł"),
    (0xf9, "ø"),
    (0xfa, "œ"),
    (0xfb, "ß"),
];

/// Glyph names that are no letter and no accented letter.
const NAMES: &[(&str, &str)] = &[
    ("space", " "),
    ("nbspace", " "),
    ("nonbreakingspace", " "),
    ("exclam", "!"),
    ("quotedbl", "\""),
    ("numbersign", "#"),
    ("dollar", "$"),
    ("percent", "%"),
    ("ampersand", "&"),
    ("quotesingle", "'"),
    ("quoteright", "’"),
    ("quoteleft", "‘"),
    ("parenleft", "("),
    ("parenright", ")"),
    ("asterisk", "*"),
    ("plus", "+"),
    ("comma", ","),
    ("hyphen", "-"),
    ("sfthyphen", "\u{ad}"),
    ("softhyphen", "\u{ad}"),
    ("minus", "−"),
    ("period", "."),
    ("slash", "/"),
    ("zero", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("colon", ":"),
    ("semicolon", ";"),
    ("less", "<"),
    ("equal", "="),
    ("greater", ">"),
    ("question", "?"),
    ("at", "@"),
    ("bracketleft", "["),
    ("backslash", "\\"),
    ("bracketright", "]"),
    ("asciicircum", "^"),
    ("underscore", "_"),
    ("grave", "`"),
    ("braceleft", "{"),
    ("bar", "|"),
    ("braceright", "}"),
    ("asciitilde", "~"),
    ("exclamdown", "¡"),
    ("cent", "¢"),
    ("sterling", "£"),
    ("fraction", "⁄"),
    ("yen", "¥"),
    ("florin", "ƒ"),
    ("section", "§"),
    ("currency", "¤"),
    ("quotedblleft", "“"),
    ("quotedblright", "”"),
    ("quotesinglbase", "‚"),
    ("quotedblbase", "„"),
    ("guillemotleft", "«"),
    ("guillemotright", "»"),
    ("guilsinglleft", "‹"),
    ("guilsinglright", "›"),
    ("fi", "fi"),
    ("fl", "fl"),
    ("ff", "ff"),
    ("ffi", "ffi"),
    ("ffl", "ffl"),
    ("f_i", "fi"),
    ("f_f", "ff"),
    ("f_l", "fl"),
    ("f_f_i", "ffi"),
    ("f_f_l", "ffl"),
    ("t_t", "tt"),
    ("t_i", "ti"),
    ("endash", "–"),
    ("emdash", "—"),
    ("dagger", "†"),
    ("daggerdbl", "‡"),
    ("periodcentered", "·"),
    ("middot", "·"),
    ("paragraph", "¶"),
    ("bullet", "•"),
    ("ellipsis", "…"),
    ("perthousand", "‰"),
    ("questiondown", "¿"),
    ("AE", "Æ"),
    ("ae", "æ"),
    ("OE", "Œ"),
    ("oe", "œ"),
    ("Oslash", "Ø"),
    ("oslash", "ø"),
    ("Lslash", "Ł"),
    ("lslash", "ł"),
    ("dotlessi", "ı"),
    ("germandbls", "ß"),
    ("Eth", "Ð"),
    ("eth", "ð"),
    ("Thorn", "Þ"),
    ("thorn", "þ"),
    ("copyright", "©"),
    ("registered", "®"),
    ("trademark", "™"),
    ("degree", "°"),
    ("plusminus", "±"),
    ("mu", "µ"),
    ("multiply", "×"),
    ("divide", "÷"),
    ("Euro", "€"),
    ("euro", "€"),
    ("onehalf", "½"),
    ("onequarter", "¼"),
    ("threequarters", "¾"),
    ("onesuperior", "¹"),
    ("twosuperior", "²"),
    ("threesuperior", "³"),
    ("ordfeminine", "ª"),
    ("ordmasculine", "º"),
    ("logicalnot", "¬"),
    ("brokenbar", "¦"),
    ("arrowright", "→"),
    ("arrowleft", "←"),
    ("checkmark", "✓"),
    ("notequal", "≠"),
    ("lessequal", "≤"),
    ("greaterequal", "≥"),
    ("approxequal", "≈"),
];

/// Accents that glyph names end with, as combining marks.
const ACCENTS: &[(&str, char)] = &[
    ("hungarumlaut", '\u{30b}'),
    ("circumflex", '\u{302}'),
    ("commaaccent", '\u{326}'),
    ("dotaccent", '\u{307}'),
    ("dieresis", '\u{308}'),
    ("cedilla", '\u{327}'),
    ("macron", '\u{304}'),
    ("ogonek", '\u{328}'),
    ("acute", '\u{301}'),
    ("breve", '\u{306}'),
    ("caron", '\u{30c}'),
    ("grave", '\u{300}'),
    ("tilde", '\u{303}'),
    ("ring", '\u{30a}'),
];

/// An encoding that has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Standard,
    Windows,
    Macintosh,
}

/// The letter that a code stands for.
pub(super) fn letter(encoding: Named, code: u8) -> Option<String> {
    let upper = |table: &str, from: u8| {
        table
            .chars()
            .nth(usize::from(code - from))
            .map(String::from)
    };
    match (encoding, code) {
        (_, 0..=0x1f | 0x7f) => None,
        (Named::Standard, 0x27) => Some("’".to_owned()),
        (Named::Standard, 0x60) => Some("‘".to_owned()),
        (_, 0x20..=0x7e) => Some(char::from(code).to_string()),
        (Named::Standard, _) => {
            let found = STANDARD.iter().find(|(known, _)| *known == code);
            found.map(|(_, letter)| (*letter).to_owned())
        }
        (Named::Macintosh, _) => upper(MACINTOSH, 0x80),
        (Named::Windows, 0x80..=0x9f) => upper(WINDOWS, 0x80),
        (Named::Windows, _) => Some(char::from(code).to_string()),
    }
}

/// The letter that a glyph's name stands for, in the manner of the Adobe Glyph List.
pub(super) fn by_name(name: &str) -> Option<String> {
    if let Some((_, letter)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some((*letter).to_owned());
    }
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return letter.is_ascii_alphabetic().then(|| letter.to_string());
    }
    if let Some((stem, _)) = name.split_once('.') {
        return if stem.is_empty() { None } else { by_name(stem) };
    }
    let hex = |digits: &str| {
        u32::from_str_radix(digits, 16)
            .ok()
            .and_then(char::from_u32)
    };
    if let Some(digits) = name
        .strip_prefix("uni")
        .filter(|digits| digits.len() >= 4 && digits.is_ascii())
    {
        let units: Option<String> = (0..digits.len() / 4)
            .map(|at| hex(&digits[at * 4..at * 4 + 4]))
            .collect();
        return units;
    }
    if let Some(digits) = name.strip_prefix('u')
        && (4..=6).contains(&digits.len())
        && let Some(letter) = hex(digits)
    {
        return Some(letter.to_string());
    }
    let (accent, mark) = ACCENTS.iter().find(|(accent, _)| name.ends_with(accent))?;
    let base = name.strip_suffix(accent)?;
    let mut letters = base.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => Some([letter, *mark].into_iter().nfc().collect()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_by_code() {
        assert_eq!(letter(Named::Windows, 0x96).as_deref(), Some("–"));
        assert_eq!(letter(Named::Windows, 0xe9).as_deref(), Some("é"));
        assert_eq!(letter(Named::Windows, 0x9f).as_deref(), Some("Ÿ"));
        assert_eq!(letter(Named::Macintosh, 0xd0).as_deref(), Some("–"));
        assert_eq!(letter(Named::Macintosh, 0xff).as_deref(), Some("ˇ"));
        assert_eq!(letter(Named::Standard, 0xae).as_deref(), Some("fi"));
        assert_eq!(letter(Named::Standard, 3), None);
    }

    #[test]
    fn letters_by_name() {
        for (name, letter) in [
            ("A", "A"),
            ("eacute", "é"),
            ("fi", "fi"),
            ("uni20AC", "€"),
            ("u1F600", "😀"),
            ("a.sc", "a"),
            ("Scaron", "Š"),
        ] {
            assert_eq!(by_name(name).as_deref(), Some(letter), "{name}");
        }
        for name in ["g12", ".notdef", "cid123", "uniXYZW"] {
            assert_eq!(by_name(name), None, "{name}");
        }
    }
}
