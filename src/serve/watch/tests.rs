use super::*;

#[test]
fn a_full_table_says_what_to_do() {
    let full = cannot_be_told(&notify::Error::new(ErrorKind::MaxFilesWatch));
    assert!(full.starts_with(
        "the system's table of watched folders is full; the files are looked over each second"
    ));
    let other = cannot_be_told(&notify::Error::generic("no"));
    assert!(
        other.starts_with("the system does not tell what changes (no);"),
        "{other}"
    );
}
