//! The headings of a page: their ids in the HTML, and the table of contents.

use crate::markdown::ids::{self, Wish};

/// A heading in the table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TocEntry {
    /// From 2 to 6.
    pub level: u8,
    /// What to link to.
    pub id: String,
    /// Plain text.
    pub title: String,
    /// The headings below it.
    pub children: Vec<Self>,
}

/// The headings that were written.
#[derive(Debug, Default)]
pub(super) struct Contents {
    wishes: Vec<Wish>,
    written: Vec<Written>,
}

#[derive(Debug)]
struct Written {
    level: u8,
    title: String,
    /// Where the digits of the level stand in the HTML.
    levels: [usize; 2],
    /// Where the id stands in the HTML, twice.
    ids: [usize; 2],
}

/// Writes `<h2 id="…">` … `</h2>`; the id goes in when the heading's text is known.
pub(super) fn open(html: &mut String, level: u8) -> usize {
    html.push_str("<h");
    html.push(digit(level));
    html.push_str(" id=\"\">");
    html.len()
}

impl Contents {
    /// Ends the heading that was opened at `start`, the value of [`open`].
    pub(super) fn close(
        &mut self,
        html: &mut String,
        start: usize,
        level: u8,
        title: &str,
        explicit: Option<&str>,
    ) {
        let wish = Wish::new(title, explicit);
        let mut id = String::with_capacity(wish.id.len());
        crate::markdown::escape::value(&mut id, &wish.id);
        html.insert_str(start - 2, &id);
        html.push_str("<a class=\"anchor\" href=\"#");
        let second = html.len();
        html.push_str(&id);
        html.push_str("\" aria-label=\"Link to this section\"></a></h");
        let level_at = html.len();
        html.push(digit(level));
        html.push_str(">\n");
        self.written.push(Written {
            level,
            title: title.trim().to_owned(),
            levels: [start - 8, level_at],
            ids: [start - 2, second],
        });
        self.wishes.push(wish);
    }

    /// Settles ids and levels in the HTML that was written, and gives the table of contents.
    pub(super) fn finish(mut self, html: &mut String) -> Vec<TocEntry> {
        let shift = u8::from(self.written.iter().any(|heading| heading.level == 1));
        if shift > 0 {
            for heading in &mut self.written {
                heading.level = (heading.level + 1).min(6);
                for at in heading.levels {
                    html.replace_range(at..=at, digit(heading.level).encode_utf8(&mut [0; 4]));
                }
            }
        }
        let wished: Vec<usize> = self
            .wishes
            .iter()
            .map(|wish| escaped(&wish.id).len())
            .collect();
        let before = self.wishes.clone();
        ids::settle(&mut self.wishes);
        if before != self.wishes {
            let mut out = String::with_capacity(html.len() + 64);
            let mut done = 0;
            for ((heading, wish), wished) in self.written.iter().zip(&self.wishes).zip(wished) {
                for at in heading.ids {
                    out.push_str(&html[done..at]);
                    out.push_str(&escaped(&wish.id));
                    done = at + wished;
                }
            }
            out.push_str(&html[done..]);
            *html = out;
        }
        let mut entries = Vec::new();
        for (heading, wish) in self.written.into_iter().zip(self.wishes) {
            place(
                &mut entries,
                TocEntry {
                    level: heading.level,
                    id: wish.id,
                    title: heading.title,
                    children: Vec::new(),
                },
            );
        }
        entries
    }
}

/// Puts an entry below the last one of a higher rank.
fn place(entries: &mut Vec<TocEntry>, entry: TocEntry) {
    match entries.last_mut() {
        Some(last) if last.level < entry.level => place(&mut last.children, entry),
        _ => entries.push(entry),
    }
}

fn escaped(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    crate::markdown::escape::value(&mut out, id);
    out
}

fn digit(level: u8) -> char {
    char::from(b'0' + level.clamp(1, 6))
}
