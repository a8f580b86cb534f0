//! `{{ tabs }} … {{ tab "AWS" }} … {{ /tabs }}`: which markers belong together.
//!
//! The outline and the renderer both keep a [`Tabs`], so that what the one calls a mistake the other
//! leaves out, and what is written is balanced whatever the author wrote.

/// What a marker does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Begins a group.
    Open,
    /// Begins a tab of the open group, after ending the one before it.
    Tab {
        /// The number of the group in the page, from 1.
        group: usize,
        /// The number of the tab in its group, from 1.
        number: usize,
    },
    /// Ends the group, and its last tab if it has one.
    Close {
        /// Whether there is a tab to end.
        tab: bool,
    },
    /// Nothing: it does not belong here, for this reason.
    Stray(&'static str),
}

/// The open group, if there is one.
#[derive(Debug, Default)]
pub(super) struct Tabs {
    /// How many groups were begun.
    groups: usize,
    open: Option<Open>,
}

#[derive(Debug)]
struct Open {
    /// How many blocks are around the group.
    depth: usize,
    /// How many tabs it has.
    tabs: usize,
    /// The piece that began it.
    piece: usize,
    /// Whether something stands before its first tab, and that was said.
    early: bool,
}

impl Tabs {
    /// `{{ tabs }}`, with that many blocks around it.
    pub(super) fn open(&mut self, depth: usize, piece: usize) -> Step {
        if self.open.is_some() {
            return Step::Stray("tabs cannot stand inside tabs; close the first with {{ /tabs }}");
        }
        self.groups += 1;
        self.open = Some(Open {
            depth,
            tabs: 0,
            piece,
            early: false,
        });
        Step::Open
    }

    /// `{{ tab "…" }}`.
    pub(super) fn tab(&mut self, depth: usize) -> Step {
        match &mut self.open {
            None => Step::Stray("this tab stands in no tabs; write {{ tabs }} above it"),
            Some(open) if open.depth != depth => Step::Stray(
                "this tab stands inside another block than its {{ tabs }}; indent both alike",
            ),
            Some(open) => {
                open.tabs += 1;
                Step::Tab {
                    group: self.groups,
                    number: open.tabs,
                }
            }
        }
    }

    /// `{{ /tabs }}`.
    pub(super) fn close(&mut self, depth: usize) -> Step {
        match &self.open {
            None => {
                Step::Stray("there are no tabs to close; remove this or write {{ tabs }} above")
            }
            Some(open) if open.depth != depth => Step::Stray(
                "this stands inside another block than its {{ tabs }}; indent both alike",
            ),
            Some(open) => {
                let tab = open.tabs > 0;
                self.open = None;
                Step::Close { tab }
            }
        }
    }

    /// The end of a block, with `depth` blocks left around: if the tabs began inside it they end here,
    /// unclosed. Gives the piece that began them and how they are ended.
    pub(super) fn leave(&mut self, depth: usize) -> Option<(usize, Step)> {
        let open = self.open.take_if(|open| open.depth > depth)?;
        Some((open.piece, Step::Close { tab: open.tabs > 0 }))
    }

    /// The end of the page.
    pub(super) fn finish(&mut self) -> Option<(usize, Step)> {
        let open = self.open.take()?;
        Some((open.piece, Step::Close { tab: open.tabs > 0 }))
    }

    /// Whether something stands before the first tab. Said once a group.
    pub(super) fn early(&mut self) -> bool {
        let open = self
            .open
            .as_mut()
            .filter(|open| open.tabs == 0 && !open.early);
        open.is_some_and(|open| !std::mem::replace(&mut open.early, true))
    }

    /// Whether tabs are open that hold no tab so far.
    pub(super) fn is_empty(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.tabs == 0)
    }
}
