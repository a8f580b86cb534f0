//! What a rule reports, before places are put into words.

use std::marker::PhantomData;

/// Collects findings.
#[derive(Debug, Default)]
pub struct Findings<'a>(PhantomData<&'a ()>);
