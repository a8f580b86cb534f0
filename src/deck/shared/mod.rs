//! What the readers of all formats share.
//!
//! - `package`: the zip archive, its names, its limits; `inflate`: their bytes; `relationships`: how
//!   the parts of an Office package hang together.
//! - `markup` and `xml`: a safe walk over one XML part.
//! - `canvas`: what one drawing gives while it is read; `names`: those that a program gave; `svg`:
//!   text inside vector pictures.
//! - `notes`: what is kept, and what is noted. `problem`: what was wrong, before it is known which slide needed it.

pub(super) mod canvas;
pub(super) mod inflate;
pub(super) mod markup;
pub(super) mod names;
pub(super) mod notes;
pub(super) mod package;
pub(super) mod problem;
pub(super) mod relationships;
pub(super) mod svg;
pub(super) mod xml;
