//! A made-up word in every kind of place, for each circle of readers.

use crate::playbook::{Playbook, png};
use rightdeck_kit::Package;

pub(crate) const SITE: &str = "[site]\ntitle = 'Tiny'\nbase-url = 'https://tiny.example/'\nedit-url = 'https://git.example/{path}'\n\
    [[editions]]\nname = 'internal'\naudience = 'internal'\nout = 'public/internal'\n\
    [[editions]]\nname = 'partner'\naudience = 'partner'\nout = 'public/partner'\n\
    [[editions]]\nname = 'aws'\naudience = 'partner'\nhyperscaler = 'aws'\nout = 'public/aws'\n\
    [[editions]]\nname = 'public'\naudience = 'public'\nout = 'public/public'\n";

/// A circle of readers: the word that all its canaries begin with, its audience, and whose it is.
pub(crate) struct Circle {
    pub(crate) name: &'static str,
    pub(crate) audience: &'static str,
    pub(crate) hyperscaler: Option<&'static str>,
    /// For whom its statement is.
    pub(crate) statement: &'static str,
}

/// Colleagues; the partners of another hyperscaler; all partners.
pub(crate) const CIRCLES: [Circle; 3] = [
    Circle {
        name: "inner",
        audience: "internal",
        hyperscaler: None,
        statement: "microsoft",
    },
    Circle {
        name: "rival",
        audience: "partner",
        hyperscaler: Some("google"),
        statement: "google",
    },
    Circle {
        name: "allied",
        audience: "partner",
        hyperscaler: None,
        statement: "aws",
    },
];

/// Which circles an edition holds.
pub(crate) const HOLDS: [(&str, &[&str]); 4] = [
    ("internal", &["inner", "rival", "allied"]),
    ("partner", &["rival", "allied"]),
    ("aws", &["allied"]),
    ("public", &[]),
];

/// Places whose words a reader of the circle finds somewhere in the site.
pub(crate) const SHOWN: [&str; 48] = [
    "tablename",
    "toolname",
    "tooltitle",
    "toolbenefit",
    "toolnext",
    "toolowner",
    "toolid",
    "title",
    "description",
    "body",
    "heading",
    "code",
    "linktext",
    "alias",
    "aliasfile",
    "tag",
    "owner",
    "slug",
    "folder",
    "sectiontitle",
    "sectionbody",
    "picture",
    "pixels",
    "alt",
    "caption",
    "attachment",
    "bytes",
    "update",
    "sourcename",
    "sourceurl",
    "sourcenote",
    "snippet",
    "tabletitle",
    "column",
    "cell",
    "term",
    "termalias",
    "definition",
    "successor",
    "secondterm",
    "decktitle",
    "deckslug",
    "slidetitle",
    "slidebody",
    "notes",
    "talk",
    "product",
    "point",
];

/// Places that not even its own readers are shown.
pub(crate) const HIDDEN: [&str; 3] = ["snippetname", "unusedpicture", "comment"];

pub(crate) fn word(circle: &str, place: &str) -> String {
    format!("{circle}{place}zq")
}

/// Plants a word in every kind of place of a circle.
pub(crate) fn plant(playbook: &Playbook, circle: &Circle) {
    let w = |place: &str| word(circle.name, place);
    let audience = format!("audience: {}", circle.audience);
    let marks = |key: &str| match circle.hyperscaler {
        Some(id) => format!("{audience}\n{key}: {id}"),
        None => audience.clone(),
    };
    let folder = w("folder");
    playbook.page(
        &format!("{folder}/_index.md"),
        &format!("title: {}\n{}", w("sectiontitle"), marks("hyperscalers")),
        &format!("{}\n", w("sectionbody")),
    );
    playbook.page(
        &format!("{folder}/{}.md", w("slug")),
        &format!(
            "title: {}\ndescription: {}\nowner: {}\ntags: [shared, {}]\naliases: [/{}/, /{}.html]\n\
             updates:\n  - 2026-01-01: {}\nsources:\n  - {{name: {}, url: 'https://{}.example/', class: vendor, note: {}}}\n{}",
            w("title"), w("description"), w("owner"), w("tag"), w("alias"), w("aliasfile"), w("update"),
            w("sourcename"), w("sourceurl"), w("sourcenote"), marks("hyperscalers"),
        ),
        &format!(
            "{} [{}](/common.md) common term\n\n## {}\n\n```\n{}\n```\n\n\
             {{{{ figure src=\"{}.png\" alt=\"{}\" caption=\"{}\" }}}}\n\n[file]({}.pdf)\n\n\
             {{{{ include \"/snippets/{}.md\" }}}}\n\n{{{{ data \"{}\" }}}}\n\n{{{{ data \"{}\" }}}}\n\n<!-- {} -->\n",
            w("body"), w("linktext"), w("heading"), w("code"), w("picture"), w("alt"), w("caption"), w("attachment"),
            w("snippetname"), w("tablename"), w("toolname"), w("comment"),
        ),
    );
    let mut picture = png(1, 1);
    picture.extend(w("pixels").bytes());
    playbook.put(&format!("content/{folder}/{}.png", w("picture")), picture);
    playbook.put(
        &format!("content/{folder}/{}.png", w("unusedpicture")),
        png(1, 1),
    );
    playbook.put(
        &format!("content/{folder}/{}.pdf", w("attachment")),
        w("bytes"),
    );
    playbook.put(
        &format!("content/snippets/{}.md", w("snippetname")),
        w("snippet"),
    );
    playbook.put(
        &format!("content/data/{}.yaml", w("tablename")),
        format!(
            "title: {}\n{}\nsortable: true\nrows:\n  - {{{}: {}}}\n",
            w("tabletitle"),
            marks("hyperscalers"),
            w("column"),
            w("cell")
        ),
    );
    playbook.put(
        &format!("content/data/{}.yaml", w("toolname")),
        format!(
            "kind: tracker\ntitle: {}\n{}\nbenefits:\n  - {{id: {}, hyperscaler: aws, name: {}, owner: {}, lapses: 2099-01-01, next: {}}}\n",
            w("tooltitle"),
            marks("hyperscalers"),
            w("toolid"),
            w("toolbenefit"),
            w("toolowner"),
            w("toolnext"),
        ),
    );
    playbook.page(
        &format!("glossary/{}.md", w("term")),
        &format!(
            "term: {}\naliases: {}\nsee_also: [{}]\nreplaced_by: {}\n{}",
            w("term"),
            w("termalias"),
            w("secondterm"),
            w("successor"),
            marks("hyperscaler"),
        ),
        &format!("{}\n", w("definition")),
    );
    playbook.page(
        &format!("glossary/{}.md", w("secondterm")),
        &marks("hyperscaler"),
        "x\n",
    );
    playbook.deck(
        &w("deckslug"),
        &format!(
            "title: {}\nstatus: approved\ncontexts: [internal]\nproducts: [{}]\n{}",
            w("decktitle"),
            w("product"),
            marks("hyperscaler"),
        ),
        &format!("{}\n", w("talk")),
        &format!(
            "slides:\n  - {{title: {}, body: {}, notes: {}}}\n",
            w("slidetitle"),
            w("slidebody"),
            w("notes")
        ),
    );
    playbook.page(
        &format!("credentials/{}.md", circle.statement),
        &format!(
            "hyperscaler: {}\n{audience}\ncategory: {}\nmarketplace: x\ncosell_commit: x\nwhat_we_do: x\nhow_we_deploy: x",
            circle.statement, w("point"),
        ),
        &format!("{}\n", w("delivery")),
    );
}

/// What everybody may read, with names in its fields of what not everybody may.
pub(crate) fn plant_common(playbook: &Playbook) {
    playbook.page(
        "common.md",
        "title: Common\naudience: public\ntags: shared",
        "The common term.\n",
    );
    let all = |place: &str| CIRCLES.map(|circle| word(circle.name, place)).join(", ");
    playbook.put(
        "content/glossary.yaml",
        format!(
            "- term: common term\n  audience: public\n  definition: x\n  see_also: [{}]\n\
             - term: former term\n  audience: public\n  definition: x\n  replaced_by: {}\n",
            all("secondterm"),
            word("inner", "term"),
        ),
    );
    playbook.deck(
        "former",
        &format!(
            "title: Former\nstatus: retired\naudience: public\nreplaced_by: {}",
            word("inner", "deckslug")
        ),
        "x\n",
        "slides: [{title: Hi}]",
    );
}

/// Every byte of an edition as one text: names of files, files, and what is packed in them.
pub(crate) fn everything(playbook: &Playbook, edition: &str) -> String {
    let mut out = String::new();
    for (path, bytes) in playbook.files(&format!("public/{edition}")) {
        out.push_str(&path);
        out.push('\n');
        out.push_str(&String::from_utf8_lossy(&bytes));
        if path.ends_with(".pptx") {
            let package = Package::read(&bytes);
            for name in package.names() {
                out.push_str(name);
                out.push_str(&String::from_utf8_lossy(&package.get(name).expect("there")));
            }
        }
        out.push('\n');
    }
    out.to_lowercase()
}

#[track_caller]
pub(crate) fn check_places(playbook: &Playbook, places: &[&str], never: &[&str]) {
    for (edition, holds) in HOLDS {
        let text = everything(playbook, edition);
        for circle in CIRCLES {
            for place in places.iter().chain(never) {
                let word = word(circle.name, place);
                let wanted = holds.contains(&circle.name) && !never.contains(place);
                if text.contains(&word) != wanted {
                    let how = if wanted { "lacks" } else { "gives away" };
                    let at = text.find(&word).map_or("", |at| {
                        let start = text.floor_char_boundary(at.saturating_sub(200));
                        &text[start..at]
                    });
                    panic!("the edition '{edition}' {how} {word}: {at}");
                }
            }
        }
    }
}
