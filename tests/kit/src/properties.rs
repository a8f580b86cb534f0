//! Document properties: core (ECMA-376 part 2), extended and custom (part 1, clause 22).

use indexmap::IndexMap;
use serde::Deserialize;

use crate::parts::Parts;
use crate::xml::escape;

const CORE: &str = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
const VT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes";

/// The `properties` of a text deck. What is absent is not written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentProperties {
    pub title: Option<String>,
    pub subject: Option<String>,
    pub author: Option<String>,
    pub keywords: Option<String>,
    pub description: Option<String>,
    pub category: Option<String>,
    pub content_status: Option<String>,
    pub last_modified_by: Option<String>,
    pub company: Option<String>,
    pub manager: Option<String>,
}

/// All that `docProps/` holds.
#[derive(Default)]
pub(crate) struct Properties {
    pub(crate) document: DocumentProperties,
    pub(crate) custom: IndexMap<String, String>,
    /// The slide titles that PowerPoint copies into `docProps/app.xml`.
    pub(crate) slide_titles: Vec<String>,
}

impl Properties {
    pub(crate) fn write(&self, parts: &mut Parts) {
        let core = "docProps/core.xml";
        let kind = "application/vnd.openxmlformats-package.core-properties+xml";
        parts.add(core, kind, &self.core_xml());
        let relation =
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
        parts.relate("", relation, core);
        let app = "docProps/app.xml";
        let kind = "application/vnd.openxmlformats-officedocument.extended-properties+xml";
        parts.add(app, kind, &self.app_xml());
        parts.relate("", "extended-properties", app);
        if !self.custom.is_empty() {
            let custom = "docProps/custom.xml";
            let kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml";
            parts.add(custom, kind, &self.custom_xml());
            parts.relate("", "custom-properties", custom);
        }
    }

    fn core_xml(&self) -> String {
        let DocumentProperties {
            title,
            subject,
            author,
            keywords,
            description,
            category,
            content_status,
            last_modified_by,
            ..
        } = &self.document;
        let fields = [
            element("dc:title", title),
            element("dc:subject", subject),
            element("dc:creator", author),
            element("cp:keywords", keywords),
            element("dc:description", description),
            element("cp:lastModifiedBy", last_modified_by),
            element("cp:category", category),
            element("cp:contentStatus", content_status),
        ];
        format!(
            "<cp:coreProperties xmlns:cp=\"{CORE}\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
             xmlns:dcterms=\"http://purl.org/dc/terms/\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">{}\
             <dcterms:created xsi:type=\"dcterms:W3CDTF\">2024-01-01T09:00:00Z</dcterms:created>\
             <dcterms:modified xsi:type=\"dcterms:W3CDTF\">2024-01-01T09:00:00Z</dcterms:modified>\
             </cp:coreProperties>",
            fields.concat()
        )
    }

    fn app_xml(&self) -> String {
        let mut titles = String::new();
        if !self.slide_titles.is_empty() {
            let count = self.slide_titles.len();
            let list: String = self
                .slide_titles
                .iter()
                .map(|title| format!("<vt:lpstr>{}</vt:lpstr>", escape(title)))
                .collect();
            titles = format!(
                "<HeadingPairs><vt:vector size=\"2\" baseType=\"variant\"><vt:variant>\
                 <vt:lpstr>Slide Titles</vt:lpstr></vt:variant><vt:variant><vt:i4>{count}</vt:i4>\
                 </vt:variant></vt:vector></HeadingPairs><TitlesOfParts>\
                 <vt:vector size=\"{count}\" baseType=\"lpstr\">{list}</vt:vector></TitlesOfParts>"
            );
        }
        format!(
            "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\" \
             xmlns:vt=\"{VT}\"><Application>Microsoft Office PowerPoint</Application>{titles}{}{}\
             <AppVersion>16.0000</AppVersion></Properties>",
            element("Manager", &self.document.manager),
            element("Company", &self.document.company)
        )
    }

    fn custom_xml(&self) -> String {
        // Ids begin at 2: 0 and 1 are taken by the property set itself.
        let list: String = (2..)
            .zip(&self.custom)
            .map(|(id, (name, value)): (u32, _)| {
                format!(
                    "<property fmtid=\"{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}\" pid=\"{id}\" \
                     name=\"{}\"><vt:lpwstr>{}</vt:lpwstr></property>",
                    escape(name),
                    escape(value)
                )
            })
            .collect();
        format!(
            "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" \
             xmlns:vt=\"{VT}\">{list}</Properties>"
        )
    }
}

fn element(tag: &str, value: &Option<String>) -> String {
    value.as_ref().map_or_else(String::new, |text| {
        format!("<{tag}>{}</{tag}>", escape(text))
    })
}
