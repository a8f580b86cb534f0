//! A minimal Word document, to be embedded.

use crate::parts::Parts;
use crate::xml::escape;

/// A `.docx` of these paragraphs.
pub(crate) fn docx(paragraphs: &[&str]) -> Vec<u8> {
    let body: String = paragraphs
        .iter()
        .map(|text| format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", escape(text)))
        .collect();
    let mut parts = Parts::default();
    parts.relate("", "officeDocument", "word/document.xml");
    parts.add(
        "word/document.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        &format!(
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
             <w:body>{body}<w:sectPr/></w:body></w:document>"
        ),
    );
    parts.pack()
}
