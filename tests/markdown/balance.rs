//! A strict little reader of HTML: tags balanced, attributes quoted, ids once.

use std::collections::BTreeSet;

/// The tags that have no end.
const VOID: &[&str] = &["br", "hr", "img", "input"];

/// What a browser would make of it: the text, and every tag with its attributes.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) text: String,
    pub(crate) tags: BTreeSet<String>,
    pub(crate) attributes: BTreeSet<String>,
    pub(crate) ids: Vec<String>,
    pub(crate) addresses: Vec<String>,
}

pub(crate) fn read(html: &str) -> Result<Page, String> {
    let mut page = Page::default();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        page.text.push_str(&unescaped(&rest[..at])?);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('/') {
            let (name, after) = after.split_once('>').ok_or("an end tag without its end")?;
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
            rest = after;
            continue;
        }
        let end = rest.find([' ', '>']).ok_or("a tag without its end")?;
        let name = &rest[..end];
        if name.is_empty()
            || !name
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        {
            return Err(format!("a tag '{name}'"));
        }
        page.tags.insert(name.to_owned());
        rest = attributes(&mut page, &rest[end..])?;
        if !VOID.contains(&name) {
            open.push(name);
        }
    }
    page.text.push_str(&unescaped(rest)?);
    match open.pop() {
        None => Ok(page),
        Some(name) => Err(format!("<{name}> is not closed")),
    }
}

fn attributes<'a>(page: &mut Page, mut rest: &'a str) -> Result<&'a str, String> {
    loop {
        if let Some(after) = rest.strip_prefix('>') {
            return Ok(after);
        }
        rest = rest.strip_prefix(' ').ok_or("space before an attribute")?;
        let end = rest
            .find(['=', ' ', '>'])
            .ok_or("an attribute without its end")?;
        let name = &rest[..end];
        if !name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        {
            return Err(format!("an attribute '{name}'"));
        }
        page.attributes.insert(name.to_owned());
        rest = &rest[end..];
        if let Some(after) = rest.strip_prefix("=\"") {
            let (value, after) = after.split_once('"').ok_or("a value without its end")?;
            if value.contains(['<', '>']) {
                return Err(format!("a bare bracket in '{value}'"));
            }
            let value = unescaped(value)?;
            match name {
                "id" => page.ids.push(value),
                "href" | "src" => page.addresses.push(value),
                _ => {}
            }
            rest = after;
        }
    }
}

fn unescaped(text: &str) -> Result<String, String> {
    if text.contains('>') {
        return Err(format!("a bare bracket in '{text}'"));
    }
    let mut parts = text.split('&');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, after) = part
            .split_once(';')
            .ok_or_else(|| format!("a bare & before '{part}'"))?;
        out.push_str(match name {
            "lt" => "<",
            "gt" => ">",
            "amp" => "&",
            "quot" => "\"",
            other => return Err(format!("an entity '{other}'")),
        });
        out.push_str(after);
    }
    Ok(out)
}
