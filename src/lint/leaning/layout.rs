//! How weights lie in memory: a table of slots, each the hash of a key and its weight, to be looked
//! up where it is. The build script lays out the learned ones, so that a start reads none of them.

/// Bytes of a slot: a hash, eight of them, and a weight, four; both with the lowest byte first.
pub(crate) const SLOT: usize = 12;

/// The hash of a key as it is written: `any keep THEM`.
pub(crate) fn hash(key: &str) -> u64 {
    let mut parts = key.split(' ');
    let way = hash_word(parts.next().unwrap_or_default());
    parts.fold(way, |all, part| join(all, hash_word(part)))
}

/// The hash of one word of a key.
pub(crate) fn hash_word(word: &str) -> u64 {
    word.as_bytes().chunks(8).fold(1, |all, part| {
        let mut eight = [0; 8];
        eight[..part.len()].copy_from_slice(part);
        join(all, u64::from_le_bytes(eight))
    })
}

/// One after the other: 'a b' and 'b a' differ.
pub(crate) fn join(all: u64, next: u64) -> u64 {
    (all.rotate_left(23) ^ next).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Where in a table of so many slots, a power of two, a hash is looked for first. The upper bits of
/// a product depend on all of its factors.
pub(crate) fn first_slot(hash: u64, slots: usize) -> usize {
    (hash >> 32) as usize & (slots - 1)
}

/// Lays weights out in twice as many slots at least. A slot with hash 0 is free.
pub(crate) fn lay_out<'a>(weights: impl ExactSizeIterator<Item = (&'a str, f64)>) -> Vec<u8> {
    let slots = (weights.len() * 2).next_power_of_two();
    let mut table = vec![0; slots * SLOT];
    for (key, weight) in weights {
        let hash = hash(key);
        let mut at = first_slot(hash, slots);
        while table[at * SLOT..][..8] != [0; 8] {
            at = (at + 1) & (slots - 1);
        }
        let slot = &mut table[at * SLOT..][..SLOT];
        slot[..8].copy_from_slice(&hash.to_le_bytes());
        slot[8..].copy_from_slice(&(weight as f32).to_le_bytes());
    }
    table
}
