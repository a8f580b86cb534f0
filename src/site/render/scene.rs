//! What a body's links, pictures, shortcodes and terms become on one page.

use super::context::{self, Named};
use super::{Renderer, statement_of, tools};
use crate::markdown::{self, Call, Href, Image, Shortcode, Surroundings, TermIndex, TermLink};
use crate::playbook::data::Data;
use crate::site::links::{self, Target};
use crate::site::model::{self, Item};
use crate::site::{address, library, words};
use crate::source::Problem;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::rc::Rc;
use tera::{Context, Value};

/// What must be escaped in the path of an address. Letters of any script may stand as they are.
const IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'(')
    .add(b')')
    .add(b'{')
    .add(b'}')
    .add(b'\\')
    .add(b'^')
    .add(b'|');

/// How deep includes may stand in each other. The check has refused cycles already.
const DEPTH: u8 = 8;

/// One text on one page.
pub(super) struct Scene<'a> {
    /// All that is known of the site.
    pub(super) renderer: &'a Renderer<'a>,
    /// The file that the text stands in.
    pub(super) path: &'a str,
    /// The way from the page to the root.
    pub(super) root: &'a str,
    /// Whether glossary terms are linked.
    pub(super) with_terms: bool,
    /// The term whose page it is.
    pub(super) own_term: Option<usize>,
    /// What templates of shortcodes objected to.
    pub(super) problems: RefCell<Vec<Problem>>,
    /// The terms that the page has linked: each is linked once, included texts and tables counted.
    pub(super) linked: Rc<RefCell<BTreeSet<usize>>>,
    /// Terms that included texts used.
    pub(super) more_terms: RefCell<Vec<usize>>,
    /// How many includes this text stands in.
    pub(super) depth: u8,
}

impl<'a> Scene<'a> {
    pub(super) fn new(renderer: &'a Renderer<'a>, path: &'a str, root: &'a str) -> Self {
        Self {
            renderer,
            path,
            root,
            with_terms: true,
            own_term: None,
            problems: RefCell::new(Vec::new()),
            more_terms: RefCell::new(Vec::new()),
            linked: Rc::default(),
            depth: 0,
        }
    }

    /// The address of something, from this page.
    pub(super) fn href(&self, item: Item) -> String {
        let url = self.renderer.model.url(item);
        format!("{}{}", self.root, utf8_percent_encode(&url, IN_PATH))
    }

    fn picture(&self, dest: &str) -> (String, Option<(u32, u32)>) {
        match links::resolve(self.renderer.model, self.path, dest) {
            Ok(Target::Inside(item @ Item::File(at), _)) => {
                (self.href(item), self.renderer.picture(at))
            }
            _ => (dest.to_owned(), None),
        }
    }

    fn template(&self, name: &str, mut context: Context) -> Option<String> {
        context.insert("root", self.root);
        match self.renderer.theme.render(name, &context, self.path) {
            Ok(html) => Some(html),
            Err(problem) => {
                self.problems.borrow_mut().push(problem);
                None
            }
        }
    }

    fn term(&self, name: &str) -> Option<String> {
        let at = links::term(self.renderer.model, name)?;
        let term = &self.renderer.model.library.terms[at];
        self.more_terms.borrow_mut().push(at);
        self.linked.borrow_mut().insert(at);
        let mut out = String::new();
        let _ = write!(
            out,
            "<a class=\"term\" href=\"{}\" data-term=\"{}\">{}</a>",
            escaped(&self.href(Item::Term(at))),
            escaped(&term.slug),
            escaped(name),
        );
        Some(out)
    }

    /// Every hyperscaler's word for a thing, labelled; a reader's lens leaves one of them.
    fn word(&self, call: &Call) -> String {
        let sayings = words::sayings(self.renderer.model, self.path, call);
        if let [one] = &sayings[..] {
            return self.said(one.word, true);
        }
        let mut out = String::from("<span class=\"word\">");
        for (at, one) in sayings.iter().enumerate() {
            let join = if at > 0 {
                "<span class=\"word-join\">, </span>"
            } else {
                ""
            };
            let _ = write!(
                out,
                "{join}<span data-cloud=\"{}\">{}<span class=\"word-of\"> ({})</span></span>",
                escaped(&one.ids.join(" ")),
                self.said(one.word, false),
                escaped(&one.names.join(", ")),
            );
        }
        out.push_str("</span>");
        out
    }

    /// A word, linked where it is a term that the page has not linked yet. One that a lens can hide is not the
    /// page's only link.
    fn said(&self, word: &str, always: bool) -> String {
        let at = links::term(self.renderer.model, word)
            .filter(|at| self.with_terms && self.own_term != Some(*at))
            .filter(|at| !self.linked.borrow().contains(at));
        let Some(at) = at else {
            return escaped(word).into_owned();
        };
        let link = self.term(word).unwrap_or_default();
        if !always {
            self.linked.borrow_mut().remove(&at);
        }
        link
    }

    fn credentials(&self, hyperscaler: &str) -> Option<String> {
        let statements = &self.renderer.model.library.statements;
        let statement = statements
            .iter()
            .find(|s| s.fields.hyperscaler == hyperscaler)?;
        let mut context = Context::new();
        context.insert(
            "statement",
            &statement_of(self.renderer, statement, self.root),
        );
        context.insert("url", &statement.url);
        self.template("shortcodes/credentials.html", context)
    }

    fn deck(&self, slug: &str) -> Option<String> {
        let decks = &self.renderer.model.library.decks;
        let deck = decks.iter().find(|deck| deck.slug == slug)?;
        let mut context = Context::new();
        context.insert("deck", &self.renderer.deck_row(deck));
        self.template("shortcodes/deck.html", context)
    }

    fn include(&self, path: &str) -> Option<String> {
        if self.depth >= DEPTH {
            return None;
        }
        let full = library::included(self.path, path)?;
        let snippets = &self.renderer.model.library.snippets;
        let snippet = snippets
            .iter()
            .find(|snippet| snippet.text.path() == full)?;
        let inner = Scene {
            path: snippet.text.path(),
            depth: self.depth + 1,
            own_term: self.own_term,
            with_terms: self.with_terms,
            linked: Rc::clone(&self.linked),
            ..Scene::new(self.renderer, snippet.text.path(), self.root)
        };
        let rendered = markdown::render(snippet.text.body(), &self.renderer.options, &inner);
        self.problems
            .borrow_mut()
            .extend(inner.problems.into_inner());
        let mut terms = self.more_terms.borrow_mut();
        terms.extend(rendered.terms);
        terms.extend(inner.more_terms.into_inner());
        Some(rendered.html)
    }

    fn figure(&self, call: &Call) -> Option<String> {
        let (src, size) = self.picture(call.value("src")?);
        let mut context = Context::new();
        context.insert("src", &src);
        context.insert("alt", call.value("alt").unwrap_or(""));
        let caption = call
            .value("caption")
            .map(|text| context::html(&self.inline(text)));
        context.insert_value("caption", caption.unwrap_or_else(Value::none));
        context.insert("width", &size.map(|size| size.0));
        context.insert("height", &size.map(|size| size.1));
        self.template("shortcodes/figure.html", context)
    }

    fn data(&self, call: &Call) -> Option<String> {
        let file = self.renderer.model.library.data(call.value("name")?)?;
        // What can be ticked or chosen must not lead away when it is touched.
        let html = |text: &str| match file.data {
            Data::Table(_) => self.cell(text),
            _ => self.inline(text),
        };
        let (template, mut context) = tools::tool(self.renderer, file, &html);
        context.insert("name", &file.name);
        context.insert("title", &file.title);
        let caption = call
            .value("caption")
            .map(|text| context::html(&self.inline(text)));
        context.insert_value("caption", caption.unwrap_or_else(Value::none));
        self.template(template, context)
    }

    /// A line of Markdown as HTML, without a paragraph around it.
    pub(super) fn inline(&self, text: &str) -> String {
        let inner = Scene {
            with_terms: false,
            depth: DEPTH,
            ..Scene::new(self.renderer, self.path, self.root)
        };
        bare(&markdown::render(text, &self.renderer.options, &inner).html)
    }

    /// The same, as part of the page: glossary terms are linked.
    fn cell(&self, text: &str) -> String {
        let inner = Scene {
            with_terms: self.with_terms,
            own_term: self.own_term,
            linked: Rc::clone(&self.linked),
            depth: DEPTH,
            ..Scene::new(self.renderer, self.path, self.root)
        };
        let rendered = markdown::render(text, &self.renderer.options, &inner);
        self.more_terms.borrow_mut().extend(rendered.terms);
        bare(&rendered.html)
    }
}

/// HTML without the one paragraph around it.
fn bare(html: &str) -> String {
    let html = html.trim();
    let bare = html
        .strip_prefix("<p>")
        .and_then(|html| html.strip_suffix("</p>"));
    bare.filter(|html| !html.contains("<p>"))
        .unwrap_or(html)
        .to_owned()
}

impl Surroundings for Scene<'_> {
    fn link<'b>(&'b self, dest: &'b str) -> Option<Href<'b>> {
        let (href, external) = match links::resolve(self.renderer.model, self.path, dest) {
            Ok(Target::Inside(item, fragment)) => {
                let mut href = self.href(item);
                if let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) {
                    let _ = write!(href, "#{}", utf8_percent_encode(&fragment, IN_PATH));
                }
                (Cow::Owned(href), false)
            }
            Ok(Target::Here(_)) => (Cow::Borrowed(dest), false),
            Ok(Target::Outside) => (Cow::Borrowed(dest), true),
            // The check let it pass: an older version's link to what is withheld by now.
            Err(_) => return None,
        };
        Some(Href { href, external })
    }

    fn image<'b>(&'b self, dest: &'b str) -> Image<'b> {
        let (src, size) = self.picture(dest);
        Image {
            src: Cow::Owned(src),
            width: size.map(|size| size.0),
            height: size.map(|size| size.1),
        }
    }

    fn call(&self, call: &Call) -> Option<String> {
        match call.shortcode {
            Shortcode::Term => self.term(call.subject()),
            Shortcode::Word => Some(self.word(call)),
            Shortcode::Credentials => self.credentials(call.subject()),
            Shortcode::Deck => self.deck(call.subject()),
            Shortcode::Include => self.include(call.value("path")?),
            Shortcode::Figure => self.figure(call),
            Shortcode::Data => self.data(call),
        }
    }

    fn terms(&self) -> Option<&TermIndex> {
        self.with_terms.then(|| self.renderer.term_index())
    }

    fn own_term(&self) -> Option<usize> {
        self.own_term
    }

    /// None for a term that another part of the page has linked already.
    fn term_href(&self, term: usize) -> Option<TermLink<'_>> {
        if !self.linked.borrow_mut().insert(term) {
            return None;
        }
        let slug = &self.renderer.model.library.terms.get(term)?.slug;
        let href = format!("{}{}", self.root, model::term_url(slug));
        Some(TermLink {
            href: Cow::Owned(href),
            slug,
        })
    }
}

/// A hyperscaler, as templates see it.
pub(super) fn named(renderer: &Renderer<'_>, id: &str) -> Named {
    Named {
        id: id.to_owned(),
        name: renderer.model.name_of(id).to_owned(),
    }
}

/// A path as an address: no sign in it ends it or means something else.
pub(super) fn encoded(path: &str) -> String {
    utf8_percent_encode(path, IN_PATH).to_string()
}

/// Text in HTML, in an attribute too.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The way back to the root from an address, for pages that are made of nothing but one.
pub(super) fn root_of(url: &str) -> String {
    address::root(url)
}
