//! Pages that a file stands for: pages and sections, statements, decks, terms.

use super::context::{self, Article, Head, Link};
use super::scene::{Scene, encoded, root_of};
use super::{Failed, Renderer, day, due, statement_of, statement_title, status};
use crate::markdown::{self, TocEntry};
use crate::playbook::{DeckStatus, Marks};
use crate::site::library::{Page, PageRole, Text};
use crate::site::model::{self, Item};
use crate::site::{address, redirects};
use std::collections::BTreeSet;
use tera::{Context, Value};

/// How many pages are named where one is told which others lead to it.
const LISTED: usize = 50;

impl Renderer<'_> {
    /// A page, a section or the home page.
    pub(super) fn page(&self, at: usize) -> Result<Vec<u8>, Failed> {
        let page = &self.model.library.pages[at];
        let root = root_of(&page.url);
        let scene = Scene::new(self, page.text.path(), &root);
        let (content, toc, terms) = self.body(&page.text, &scene)?;
        self.kept.uses(Item::Page(at), terms);
        let kind = match page.role {
            PageRole::Home => "home",
            PageRole::Section => "section",
            PageRole::Page => "page",
        };
        let head = Head {
            description: page.fields.description.as_deref(),
            markdown_url: Some(encoded(&model::file_url(page.text.path()))),
            ..self.head(kind, &page.url, &page.title, Item::Page(at))
        };
        let article = self.article(at, page, toc, &scene);
        let mut context = self.context(&root, &head, Some(&article), &content);
        self.add_sidebar(&mut context, at);
        match page.role {
            PageRole::Home => self.add_home(&mut context, &root),
            PageRole::Section => self.add_section(&mut context, self.model.section_of(at)),
            PageRole::Page => {}
        }
        self.finish(&format!("{kind}.html"), &context, &page.url)
    }

    /// A statement.
    pub(super) fn statement(&self, at: usize) -> Result<Vec<u8>, Failed> {
        let statement = &self.model.library.statements[at];
        let fields = &statement.fields;
        let root = root_of(&statement.url);
        let scene = Scene::new(self, statement.text.path(), &root);
        let (content, toc, terms) = self.body(&statement.text, &scene)?;
        self.kept.uses(Item::Statement(at), terms);
        let title = statement_title(self, statement);
        let head = Head {
            markdown_url: Some(encoded(&model::file_url(statement.text.path()))),
            ..self.head("credentials", &statement.url, &title, Item::Statement(at))
        };
        let mut article = self.standing(
            Item::Statement(at),
            &statement.text,
            &statement.marks(),
            fields.owner.as_deref(),
        );
        article.toc = toc;
        article.reviewed = fields.reviewed.map(day);
        article.due = due(fields.reviewed, fields.review_every);
        let mut context = self.context(&root, &head, Some(&article), &content);
        context.insert("statement", &statement_of(self, statement, &root));
        self.finish("credentials.html", &context, &statement.url)
    }

    /// A deck's page.
    pub(super) fn deck(&self, at: usize) -> Result<Vec<u8>, Failed> {
        let deck = &self.model.library.decks[at];
        let fields = &deck.fields;
        let root = root_of(&deck.url);
        let scene = Scene::new(self, deck.text.path(), &root);
        let (content, toc, terms) = self.body(&deck.text, &scene)?;
        self.kept.uses(Item::Deck(at), terms);
        let head = Head {
            markdown_url: Some(encoded(&model::file_url(deck.text.path()))),
            ..self.head("deck", &deck.url, &deck.title, Item::Deck(at))
        };
        let mut article = self.standing(
            Item::Deck(at),
            &deck.text,
            &fields.marks(),
            fields.owner.as_deref(),
        );
        article.toc = toc;
        article.reviewed = fields.reviewed.map(day);
        article.due = due(fields.reviewed, fields.review_every);
        article.archetypes = fields.archetypes.0.iter().map(|one| one.as_str()).collect();
        let internal = self.edition.readers.audience == crate::config::Audience::Internal;
        let slides = deck.file.iter().flat_map(|file| &file.slides);
        let told = context::Deck {
            slug: &deck.slug,
            status: status(fields).as_str(),
            kind: fields.kind.map(crate::playbook::DeckKind::as_str),
            hyperscalers: article.hyperscalers.clone(),
            contexts: fields
                .contexts
                .iter()
                .map(|context| context.as_str())
                .collect(),
            products: &fields.products.0,
            industries: &fields.industries.0,
            archetypes: article.archetypes.clone(),
            stage: &fields.stage.0,
            language: fields.language.as_deref(),
            owner: fields.owner.as_deref(),
            reviewed: article.reviewed.clone(),
            due: article.due.clone(),
            expires: fields.expires.map(day),
            replaced_by: fields
                .replaced_by
                .as_deref()
                .and_then(|slug| self.successor(slug)),
            file: self.download(deck),
            slides: slides
                .map(|slide| context::Slide {
                    number: slide.number,
                    title: &slide.title,
                    hidden: slide.hidden,
                    // What a speaker tells himself is for colleagues.
                    notes: Some(slide.notes.as_str()).filter(|notes| internal && !notes.is_empty()),
                })
                .collect(),
        };
        let mut context = self.context(&root, &head, Some(&article), &content);
        context.insert("deck", &told);
        self.finish("deck.html", &context, &deck.url)
    }

    /// Where a deck's file is to be had: approved decks only.
    pub(super) fn download(
        &self,
        deck: &crate::site::library::DeckPage,
    ) -> Option<context::Download> {
        let file = deck
            .file
            .as_ref()
            .filter(|_| status(&deck.fields) == DeckStatus::Approved)?;
        let name = file
            .path
            .rsplit('/')
            .next()
            .unwrap_or(&file.path)
            .to_owned();
        Some(context::Download {
            url: format!("{}{name}", deck.url),
            name,
            size: file.size,
            size_label: size_label(file.size),
            sha256: file.sha256.clone(),
        })
    }

    fn successor(&self, slug: &str) -> Option<Link> {
        let deck = self
            .model
            .library
            .decks
            .iter()
            .find(|deck| deck.slug == slug)?;
        Some(Link {
            title: deck.title.clone(),
            url: deck.url.clone(),
        })
    }

    /// A term's page.
    pub(super) fn term(&self, at: usize) -> Result<Vec<u8>, Failed> {
        let term = &self.model.library.terms[at];
        let url = model::term_url(&term.slug);
        let root = root_of(&url);
        let (told, description) = self.term_told(at, &self.used_on()[at], &root)?;
        let head = Head {
            description: Some(&description),
            ..self.head("term", &url, &term.term, Item::Term(at))
        };
        let mut context = self.context(&root, &head, None, "");
        context.insert("term", &told);
        self.finish("term.html", &context, &url)
    }

    /// A term for a template, and its definition as plain text.
    pub(super) fn term_told(
        &self,
        at: usize,
        used_on: &[Item],
        root: &str,
    ) -> Result<(context::Term<'_>, String), Failed> {
        let term = &self.model.library.terms[at];
        let scene = Scene {
            own_term: Some(at),
            ..Scene::new(self, term.text.path(), root)
        };
        let (definition, _, _) = self.body(&term.text, &scene)?;
        let library = &self.model.library;
        let known = |name: &str| crate::site::links::term(self.model, name);
        let link = |at: usize| Link {
            title: library.terms[at].term.clone(),
            url: model::term_url(&library.terms[at].slug),
        };
        let fields = &term.fields;
        let ids = fields.hyperscaler.as_ref().map_or(&[][..], |ids| &ids.0);
        let told = context::Term {
            term: &term.term,
            url: model::term_url(&term.slug),
            aliases: &fields.aliases.0,
            definition,
            hyperscaler: ids.first().map(|id| self.named(id)),
            see_also: fields
                .see_also
                .0
                .iter()
                .filter_map(|name| known(name))
                .map(link)
                .collect(),
            since: fields.since.map(day),
            until: fields.until.map(day),
            replaced_by: fields.replaced_by.as_ref().map(|name| context::MaybeLink {
                title: name.clone(),
                url: known(name).map(|at| model::term_url(&library.terms[at].slug)),
            }),
            used_on: used_on
                .iter()
                .take(LISTED)
                .map(|&item| self.link(item))
                .collect(),
            used_on_more: used_on.len().saturating_sub(LISTED),
        };
        Ok((told, plain(term.text.body())))
    }

    /// A text as HTML, its headings, and the terms it uses.
    pub(super) fn body(
        &self,
        text: &Text,
        scene: &Scene<'_>,
    ) -> Result<(String, Vec<context::Toc>, Vec<usize>), Failed> {
        let rendered = markdown::render(text.body(), &self.options, scene);
        let problems = scene.problems.take();
        if !problems.is_empty() {
            return Err(Failed::Problems(problems));
        }
        Ok((
            rendered.html,
            contents(rendered.toc),
            terms(rendered.terms, scene),
        ))
    }

    pub(super) fn link(&self, item: Item) -> Link {
        let title = match item {
            Item::Statement(at) => statement_title(self, &self.model.library.statements[at]),
            item => self.model.title(item).to_owned(),
        };
        Link {
            title,
            url: self.model.url(item),
        }
    }

    /// What pages, statements and decks have alike.
    fn standing<'b>(
        &'b self,
        item: Item,
        text: &'b Text,
        marks: &Marks,
        owner: Option<&'b str>,
    ) -> Article<'b> {
        let leading_here = self.kept.leading_to(self.model, item);
        let url = self.model.url(item);
        Article {
            audience: marks.audience.as_str(),
            owner,
            hyperscalers: marks.hyperscalers.iter().map(|id| self.named(id)).collect(),
            edit_url: self.edit_url(text.path()),
            changed: self.changed.get(text.path()).map(|day| context::Changed {
                date: day.to_string(),
            }),
            backlinks: leading_here
                .iter()
                .take(LISTED)
                .map(|&item| self.link(item))
                .collect(),
            backlinks_more: leading_here.len().saturating_sub(LISTED),
            history_url: self
                .has_history(&url)
                .then(|| super::changes::history_url(&url)),
            ..Article::default()
        }
    }

    fn article<'b>(
        &'b self,
        at: usize,
        page: &'b Page,
        toc: Vec<context::Toc>,
        scene: &Scene<'_>,
    ) -> Article<'b> {
        let fields = &page.fields;
        let order = &self.model.order;
        let place = self.model.position_of(at);
        let beside = |place: Option<usize>| {
            place
                .and_then(|place| order.get(place))
                .map(|&at| self.link(Item::Page(at)))
        };
        let led = self.led.get(page.text.path());
        let decks = led
            .into_iter()
            .flat_map(|led| &led.items)
            .filter_map(|item| match item {
                Item::Deck(at) => Some(&self.model.library.decks[*at]),
                _ => None,
            });
        let mut updates: Vec<&crate::playbook::Update> = fields.updates.iter().collect();
        updates.sort_by_key(|update| std::cmp::Reverse(update.date));
        Article {
            toc,
            reviewed: fields.reviewed.map(day),
            due: due(fields.reviewed, fields.review_every),
            kind_label: fields.kind.map(crate::playbook::PageKind::label),
            archetypes: fields.archetypes.0.iter().map(|one| one.as_str()).collect(),
            tags: fields
                .tags
                .0
                .iter()
                .map(|tag| Link {
                    title: tag.clone(),
                    url: model::Tag::url(&address::slug(tag)),
                })
                .collect(),
            updates: updates
                .into_iter()
                .map(|update| context::Update {
                    date: day(update.date),
                    text: scene.inline(&update.text),
                })
                .collect(),
            sources: fields
                .sources
                .iter()
                .map(|source| context::SourceEntry {
                    name: &source.name,
                    url: source.url.as_deref(),
                    class: source.class.as_str(),
                    disclosure: source.class.disclosure(),
                    note: source.note.as_deref(),
                    checked: source.checked.map(day),
                })
                .collect(),
            previous: beside(place.checked_sub(1)),
            next: beside(Some(place + 1)),
            decks: decks
                .map(|deck| context::DeckLink {
                    title: deck.title.clone(),
                    url: deck.url.clone(),
                    status: status(&deck.fields).as_str(),
                    expires: deck.fields.expires.map(day),
                })
                .collect(),
            ..self.standing(
                Item::Page(at),
                &page.text,
                &fields.marks(),
                fields.owner.as_deref(),
            )
        }
    }

    fn edit_url(&self, path: &str) -> Option<String> {
        // Who reads an old version should not be led to edit the new one.
        let pattern = self
            .config
            .edit_url
            .as_deref()
            .filter(|_| self.version.latest)?;
        Some(if pattern.contains("{path}") {
            pattern.replace("{path}", path)
        } else {
            format!("{}/{path}", pattern.trim_end_matches('/'))
        })
    }

    /// The context of a page. `content` is HTML.
    pub(super) fn context(
        &self,
        root: &str,
        head: &Head<'_>,
        article: Option<&Article<'_>>,
        content: &str,
    ) -> Context {
        let mut context = Context::new();
        context.insert_value("site", self.site());
        context.insert_value("assets", self.assets());
        context.insert("root", root);
        context.insert("top", &self.version.top(root));
        let mut page = Value::from_serializable(head)
            .into_map()
            .unwrap_or_default();
        if let Some(article) = article {
            page.extend(
                Value::from_serializable(article)
                    .into_map()
                    .unwrap_or_default(),
            );
            page.insert("content".into(), context::html(content));
            page.insert("sidebar".into(), Value::none());
        }
        context.insert_value("page", page.into());
        context
    }

    /// Fills a template in.
    pub(super) fn finish(
        &self,
        template: &str,
        context: &Context,
        url: &str,
    ) -> Result<Vec<u8>, Failed> {
        let html = self.theme.render(template, context, url);
        html.map(String::into_bytes)
            .map_err(|problem| Failed::Problems(vec![problem]))
    }

    /// A page at an old address, one of a page's aliases, that leads to the new one.
    pub(super) fn redirect(&self, at: usize, number: usize) -> Result<Vec<u8>, Failed> {
        let page = &self.model.library.pages[at];
        let url = &page.url;
        let Ok(old) = redirects::path(&page.fields.aliases.0[number]) else {
            return Ok(Vec::new());
        };
        let folder = if old.ends_with(".html") {
            old.rsplit_once('/')
                .map_or(String::new(), |(folder, _)| format!("{folder}/"))
        } else {
            old.clone()
        };
        let root = root_of(&folder);
        let mut context = Context::new();
        context.insert_value("site", self.site());
        context.insert_value("assets", self.assets());
        context.insert("root", &root);
        context.insert("top", &self.version.top(&root));
        let mut page = tera::Map::default();
        page.insert("kind".into(), Value::from("redirect"));
        page.insert("title".into(), Value::from(self.title()));
        page.insert("target".into(), Value::from(format!("{root}{url}")));
        page.insert(
            "canonical".into(),
            self.canonical(url).map_or_else(Value::none, Value::from),
        );
        context.insert_value("page", page.into());
        self.finish("redirect.html", &context, &old)
    }
}

/// The terms that a text uses, once it is rendered.
pub(super) fn terms(found: Vec<usize>, scene: &Scene<'_>) -> Vec<usize> {
    let mut terms: BTreeSet<usize> = found.into_iter().collect();
    terms.extend(scene.more_terms.take());
    terms.into_iter().collect()
}

/// Adds a key to `page`.
pub(super) fn add(context: &mut Context, key: &'static str, value: Value) {
    let page = context.remove("page").and_then(Value::into_map);
    let mut page = page.unwrap_or_default();
    page.insert(key.into(), value);
    context.insert_value("page", page.into());
}

/// The headings of a page, two levels deep.
fn contents(entries: Vec<TocEntry>) -> Vec<context::Toc> {
    let leaf = |entry: TocEntry| context::Toc {
        id: entry.id,
        title: entry.title,
        children: Vec::new(),
    };
    entries
        .into_iter()
        .map(|entry| context::Toc {
            id: entry.id,
            title: entry.title,
            children: entry.children.into_iter().map(leaf).collect(),
        })
        .collect()
}

/// A body as one line of plain text.
pub(super) fn plain(body: &str) -> String {
    let sections = markdown::text(body);
    let texts: Vec<&str> = sections
        .iter()
        .flat_map(|section| section.text.split_whitespace())
        .collect();
    texts.join(" ")
}

/// 1.9 MB, as people say it.
fn size_label(bytes: u64) -> String {
    let (unit, name) = match bytes {
        0..1_000 => return format!("{bytes} bytes"),
        1_000..1_000_000 => (1_000, "kB"),
        1_000_000..1_000_000_000 => (1_000_000, "MB"),
        _ => (1_000_000_000, "GB"),
    };
    let tenths = (bytes * 10 + unit / 2) / unit;
    if tenths >= 100 {
        format!("{} {name}", (bytes + unit / 2) / unit)
    } else {
        format!("{}.{} {name}", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::size_label;

    #[test]
    fn sizes() {
        for (bytes, label) in [
            (0, "0 bytes"),
            (999, "999 bytes"),
            (1_000, "1.0 kB"),
            (1_949_999, "1.9 MB"),
            (9_960_000, "10 MB"),
            (123_456_789, "123 MB"),
            (2_100_000_000, "2.1 GB"),
        ] {
            assert_eq!(size_label(bytes), label);
        }
    }
}
