"""What stands around the slides: sections, the stamp that says whom a deck is for, and a file whose bytes never vary."""
import hashlib
import io
import re
import uuid
import zipfile

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn

SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"


def sections(deck, slug, named):
    """The sections of the slide sorter: [(name, [slide ids])]."""
    root = deck.part._element
    extensions = root.find(qn("p:extLst"))
    if extensions is None:
        extensions = etree.SubElement(root, qn("p:extLst"))
    extension = etree.SubElement(extensions, qn("p:ext"), uri=SECTIONS)
    listed = etree.SubElement(extension, f"{{{P14}}}sectionLst", nsmap={"p14": P14})
    for name, ids in named:
        own = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{slug}/{name}")).upper()
        section = etree.SubElement(listed, f"{{{P14}}}section", name=name, id=f"{{{own}}}")
        inside = etree.SubElement(section, f"{{{P14}}}sldIdLst")
        for one in ids:
            etree.SubElement(inside, f"{{{P14}}}sldId", id=str(one))


def stamp(deck, hyperscaler, contexts):
    """Properties that tell the linter whom the deck is for when it has left its folder."""
    values = (("rightdeck.hyperscaler", hyperscaler), ("rightdeck.contexts", ", ".join(contexts)))
    rows = "".join(f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name="{name}"><vt:lpwstr>{value}</vt:lpwstr></property>'
                   for pid, (name, value) in enumerate(values, 2))
    blob = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
            'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
            f'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{rows}</Properties>').encode()
    package = deck.part.package
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    package.relate_to(Part(PackURI("/docProps/custom.xml"), kind, package, blob), RT.CUSTOM_PROPERTIES)


def own(deck, company="Quillfish"):
    """Takes out what python-pptx's empty deck brings along, and says what this one is."""
    package = deck.part.package
    for holder, spare in ((package._rels, RT.THUMBNAIL), (deck.part._rels, RT.PRINTER_SETTINGS)):
        for key in [key for key, one in holder.items() if one.reltype == spare]:
            holder.pop(key)
    slides = len(deck.slides)
    package.part_related_by(RT.EXTENDED_PROPERTIES)._blob = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><PresentationFormat>Widescreen</PresentationFormat>'
        f"<Slides>{slides}</Slides><Notes>{slides}</Notes><HiddenSlides>0</HiddenSlides><Company>{company}</Company></Properties>").encode()


def settled(blob, day):
    """The same archive with one date everywhere, that of each workbook inside included."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(blob)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith(".xlsx"):
                data = settled(data, day)
            elif name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + day.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), data)
            entry = zipfile.ZipInfo(name, day.timetuple()[:6])
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            new.writestr(entry, data)
    return out.getvalue()


def record(page, blob):
    """Writes the checksum of the approved file into its page."""
    text = page.read_text(encoding="utf-8")
    line = f"sha256: {hashlib.sha256(blob).hexdigest()}"
    head, rest = text[4:].split("\n---\n", 1)
    head = re.sub(r"^sha256:.*$", line, head, flags=re.M) if re.search(r"^sha256:", head, re.M) else f"{head}\n{line}"
    page.write_text(f"---\n{head}\n---\n{rest}", encoding="utf-8")
