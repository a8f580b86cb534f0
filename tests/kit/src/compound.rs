//! OLE compound files (\[MS-CFB\]): encrypted decks, legacy decks, and embedded objects.

use std::io::{Cursor, Write};
use std::time::UNIX_EPOCH;

/// A compound file with these streams in its root.
pub fn compound_file(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file =
        cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory does not fail");
    for (name, bytes) in streams {
        let mut stream = file
            .create_stream(name)
            .expect("the names are fit for a stream");
        stream.write_all(bytes).expect("memory does not fail");
    }
    // The root is stamped with the present otherwise, and the same deck would not be the same bytes.
    file.set_created_time("/", UNIX_EPOCH).ok();
    file.set_modified_time("/", UNIX_EPOCH).ok();
    file.flush().expect("memory does not fail");
    file.into_inner().into_inner()
}
