//! Markdown decks with a made-up word in every kind of place where text can hide.

use crate::marks::{Mark, MarkedDeck};

const MARP: &str = r#"---
marp: true
title: qmarpprop
header: 'qmarp**head**er'
rightdeck: {hyperscaler: aws, contexts: [joint]}
# qmarpremark
---

# qmarp**title**

qmarp*body* on ![bg left qmarpalt](pictures/qmarppicture.png "qmarpimagetitle")

<!-- qmarp**notes** -->

***

## qmarpwide

- one
  - [qmarpitem](https://qmarplink.example "qmarptip")

| a | b |
|---|---|
| 1 | `qmarpcell` |

<!-- _footer: qmarpfooter -->

```
---
qmarpcode
```

<div title="qmarpattribute"><b>qmarp</b>html<img src="qmarpdrawing.svg" alt="qmarpdrawnalt"></div>

<style>/* qmarpstyle */</style>

[//]: # (qmarphidden)
[x]: https://qmarpunused.example
"#;

const SLIDEV: &str = r#"---
theme: default
title: qslidevhead
layout: cover
---

# qslidevtitle

<!-- qslidevcomment -->

Under it
---
layout: two-cols
heading: qslidevkey
---

# Second

<table><tr><td>one</td><td>qslidevcell</td></tr></table>

<Card text="qslidevprop" />

<!--
First

qslidev**notes**
-->

---
hide: true
---

qslidevhidden

```ts [qslidevname.ts] {1}
qslidevcode
```
"#;

const REVEAL: &str = r#"# qrevealtitle

qrevealbody

Note:
qrevealnotes

- qrevealmorenotes

---

Setext
---

qrevealsecond

--

qrevealbelow

<aside class="notes">

qrevealaside

</aside>

<!-- .slide: data-background-image="x.png" qrevealcomment -->

> qrevealquote [^1]

[^1]: qrevealfootnote
"#;

/// A deck for Marp.
#[must_use]
pub fn marked_marp() -> MarkedDeck {
    marked(
        MARP,
        &[
            ("qmarpprop", "properties", 0, "front matter"),
            ("qmarpheader", "master", 0, "a header"),
            ("qmarpremark", "comment", 0, "a remark in front matter"),
            ("qmarptitle", "title", 1, "the first heading"),
            ("qmarpbody", "body", 1, "a paragraph"),
            ("qmarpalt", "alt-text", 1, "a picture's text"),
            ("qmarppicture", "picture", 1, "a picture's file name"),
            ("qmarpimagetitle", "alt-text", 1, "a picture's title"),
            ("qmarpnotes", "notes", 1, "a comment"),
            ("qmarpwide", "title", 2, "the first heading"),
            ("qmarpitem", "body", 2, "a list"),
            ("qmarplink", "link", 2, "a link"),
            ("qmarptip", "link", 2, "a link's tip"),
            ("qmarpcell", "table", 2, "a cell"),
            ("qmarpfooter", "master", 0, "a slide's own footer"),
            ("qmarpcode", "body", 2, "a block of code"),
            ("qmarpattribute", "alt-text", 2, "an attribute of HTML"),
            ("qmarphtml", "body", 2, "HTML"),
            (
                "qmarpdrawing",
                "picture",
                2,
                "a picture's file name in HTML",
            ),
            ("qmarpdrawnalt", "alt-text", 2, "a picture's text in HTML"),
            ("qmarpstyle", "embedded", 2, "styles and scripts"),
            (
                "qmarphidden",
                "comment",
                2,
                "a link's definition as a remark",
            ),
            ("qmarpunused", "link", 2, "a link's definition"),
        ],
    )
}

/// A deck for Slidev.
#[must_use]
pub fn marked_slidev() -> MarkedDeck {
    marked(
        SLIDEV,
        &[
            ("qslidevhead", "properties", 0, "front matter"),
            ("qslidevtitle", "title", 1, "the first heading"),
            ("qslidevcomment", "comment", 1, "a comment"),
            ("qslidevkey", "properties", 2, "a slide's front matter"),
            ("qslidevcell", "table", 2, "a cell in HTML"),
            ("qslidevprop", "alt-text", 2, "a component's words"),
            ("qslidevnotes", "notes", 2, "the comment at a slide's end"),
            ("qslidevhidden", "body", 3, "a hidden slide"),
            ("qslidevname", "body", 3, "the name of a block of code"),
            ("qslidevcode", "body", 3, "a block of code"),
        ],
    )
}

/// A deck for reveal.js.
#[must_use]
pub fn marked_reveal() -> MarkedDeck {
    marked(
        REVEAL,
        &[
            ("qrevealtitle", "title", 1, "the first heading"),
            ("qrevealbody", "body", 1, "a paragraph"),
            ("qrevealnotes", "notes", 1, "after 'Note:'"),
            ("qrevealmorenotes", "notes", 1, "after 'Note:'"),
            ("qrevealsecond", "body", 2, "a paragraph"),
            ("qrevealbelow", "body", 3, "a slide below another"),
            ("qrevealaside", "notes", 3, "an aside of notes"),
            ("qrevealcomment", "comment", 3, "a comment"),
            ("qrevealquote", "body", 3, "a quotation"),
            ("qrevealfootnote", "body", 3, "a footnote"),
        ],
    )
}

fn marked(text: &str, marks: &[(&'static str, &'static str, u32, &'static str)]) -> MarkedDeck {
    let marks = marks.iter().map(|&(word, part, slide, place)| Mark {
        word,
        part,
        slide: (slide > 0).then_some(slide),
        place,
    });
    MarkedDeck {
        bytes: text.into(),
        marks: marks.collect(),
        decoys: Vec::new(),
        orphans: Vec::new(),
    }
}
