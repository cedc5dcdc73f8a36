//! Owns pages as PDF: vector shapes, text that can be selected and searched, fonts of the glyphs
//! that it uses, and what is said of it. The same bytes for the same page. Does not lay out.

use super::{
    boxes::Rect,
    font::Subset,
    run::{Anchor, TextRun},
    scene::{Item, Mark, Page, Paint, Shape, Stroke},
    style::Colour,
    text::{Face, Weight},
};
use flate2::{Compression, write::ZlibEncoder};
use pdf_writer::{
    Content, Filter, Finish, Name, Pdf, Ref, Str, TextStr,
    types::{
        ActionType, AnnotationType, CidFontType, FontFlags, LineJoinStyle, SystemInfo, TextRenderingMode,
        UnicodeCmap,
    },
};
use std::{collections::BTreeSet, io::Write as _};

/// Pages as one PDF file, which takes its title and what is said of it from the first.
#[must_use]
pub fn pdf_file(pages: &[Page]) -> Vec<u8> {
    let mut ids = (1..).map(Ref::new);
    let mut id = move || ids.next().unwrap_or(Ref::new(1));
    let (catalog, tree, info) = (id(), id(), id());
    let fonts: Vec<(Weight, Subset, [Ref; 5])> = [Weight::Regular, Weight::Bold]
        .map(|weight| (weight, Subset::of(weight, pages.iter().flat_map(|page| page.letters(weight)))))
        .into_iter()
        .filter(|(_, subset)| !subset.is_empty())
        .map(|(weight, subset)| (weight, subset, [id(), id(), id(), id(), id()]))
        .collect();
    let mut pdf = Pdf::new();
    let mut root = pdf.catalog(catalog);
    root.pages(tree);
    if let Some(first) = pages.first() {
        root.lang(TextStr(first.lang.code()));
    }
    root.viewer_preferences().display_doc_title(true);
    root.finish();
    let kids: Vec<(Ref, Ref)> = pages.iter().map(|_| (id(), id())).collect();
    pdf.pages(tree).kids(kids.iter().map(|(page, _)| *page)).count(kids.len() as i32);
    let mut opacities = BTreeSet::new();
    let contents: Vec<Vec<u8>> = pages
        .iter()
        .map(|page| {
            let mut writer = Writer { content: Content::new(), opacities: BTreeSet::new(), fonts: &fonts };
            writer.draw(page);
            opacities.extend(writer.opacities);
            deflated(&writer.content.finish())
        })
        .collect();
    let states: Vec<(u8, Ref)> = opacities.into_iter().map(|percent| (percent, id())).collect();
    for ((page, data), (page_id, content_id)) in pages.iter().zip(&contents).zip(kids) {
        let mut sheet = pdf.page(page_id);
        let (w, h) = ((page.size.0 * POINTS) as f32, (page.size.1 * POINTS) as f32);
        let links: Vec<(Ref, &(Rect, String))> =
            page.links.iter().filter(|(_, address)| address.is_ascii()).map(|link| (id(), link)).collect();
        if !links.is_empty() {
            sheet.annotations(links.iter().map(|(link, _)| *link));
        }
        sheet.media_box(pdf_writer::Rect::new(0.0, 0.0, w, h)).parent(tree).contents(content_id);
        let mut resources = sheet.resources();
        let mut named = resources.fonts();
        for (weight, _, [font, ..]) in &fonts {
            named.pair(Name(name_of(*weight)), *font);
        }
        named.finish();
        let mut named = resources.ext_g_states();
        for (percent, state) in &states {
            named.pair(Name(format!("O{percent}").as_bytes()), *state);
        }
        named.finish();
        resources.finish();
        sheet.finish();
        for (link, (room, address)) in links {
            write_link(&mut pdf, link, page, room, address);
        }
        pdf.stream(content_id, data).filter(Filter::FlateDecode);
    }
    for (percent, state) in &states {
        let opacity = f32::from(*percent) / 100.0;
        pdf.ext_graphics(*state).stroking_alpha(opacity).non_stroking_alpha(opacity);
    }
    for (weight, subset, ids) in &fonts {
        write_font(&mut pdf, *weight, subset, *ids);
    }
    if let Some(first) = pages.first() {
        first.write_info(&mut pdf, info);
    }
    pdf.finish()
}

/// Points to a pixel: 72 and 96 to an inch.
const POINTS: f64 = 0.75;

const SYSTEM: SystemInfo<'_> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

impl Page {
    /// The page as a PDF file.
    #[must_use]
    pub fn to_pdf(&self) -> Vec<u8> {
        pdf_file(std::slice::from_ref(self))
    }

    fn write_info(&self, pdf: &mut Pdf, id: Ref) {
        let mut info = pdf.document_info(id);
        info.title(TextStr(&self.title));
        if let Some((_, alt)) = self.alts.first() {
            info.subject(TextStr(alt));
        }
        let facts: Vec<String> = self.facts.iter().map(|(name, text)| format!("{name}: {text}")).collect();
        info.keywords(TextStr(&facts.join("; ")));
        info.creator(TextStr(concat!("hashatlas ", env!("CARGO_PKG_VERSION"))));
    }
}

const fn name_of(weight: Weight) -> &'static [u8] {
    match weight {
        Weight::Regular => b"Regular",
        Weight::Bold => b"Bold",
    }
}

fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(data.len() / 3), Compression::new(4));
    // Writing into memory cannot fail.
    let _ = encoder.write_all(data);
    encoder.finish().unwrap_or_default()
}

/// A room of the page that opens an address, without a frame of its own.
fn write_link(pdf: &mut Pdf, id: Ref, page: &Page, room: &Rect, address: &str) {
    let [x, right] = [room.x, room.right()].map(|x| (x * POINTS) as f32);
    // Upwards, as all of PDF.
    let [bottom, top] = [room.bottom(), room.y].map(|y| ((page.size.1 - y) * POINTS) as f32);
    let mut link = pdf.annotation(id);
    link.subtype(AnnotationType::Link).rect(pdf_writer::Rect::new(x, bottom, right, top));
    link.border(0.0, 0.0, 0.0, None);
    link.action().action_type(ActionType::Uri).uri(Str(address.as_bytes()));
}

/// A font of the glyphs used, by their numbers in it, with their characters beside.
fn write_font(
    pdf: &mut Pdf,
    weight: Weight,
    subset: &Subset,
    [font, cid, descriptor, file, to_unicode]: [Ref; 5],
) {
    // Six letters say that it is a part of the font.
    let name: &[u8] = match weight {
        Weight::Regular => b"HASHAT+NotoSans-Regular",
        Weight::Bold => b"HASHAB+NotoSans-Bold",
    };
    pdf.type0_font(font)
        .base_font(Name(name))
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(cid)
        .to_unicode(to_unicode);
    let mut described = pdf.cid_font(cid);
    described
        .subtype(CidFontType::Type2)
        .base_font(Name(name))
        .system_info(SYSTEM)
        .font_descriptor(descriptor);
    described.default_width(0.0).cid_to_gid_map_predefined(Name(b"Identity"));
    described.widths().consecutive(0, subset.advances().into_iter().map(f32::from));
    described.finish();
    let is_bold = weight == Weight::Bold;
    // Of the fonts' own tables: ascender, descender, height of capitals; the width of stems is a
    // guess that only substitutes for a font that is there.
    pdf.font_descriptor(descriptor)
        .name(Name(name))
        .flags(FontFlags::NON_SYMBOLIC)
        .bbox(pdf_writer::Rect::new(-600.0, -300.0, 2900.0, 1100.0))
        .italic_angle(0.0)
        .ascent(1069.0)
        .descent(-293.0)
        .cap_height(714.0)
        .stem_v(if is_bold { 140.0 } else { 80.0 })
        .font_file2(file);
    let bytes = subset.to_ttf();
    let length = bytes.len() as i32;
    let data = deflated(&bytes);
    pdf.stream(file, &data).filter(Filter::FlateDecode).pair(Name(b"Length1"), length);
    let mut map = UnicodeCmap::new(Name(b"HashatlasUnicode"), SYSTEM);
    for (c, (number, _)) in &subset.characters {
        map.pair(*number, *c);
    }
    let data = deflated(&map.finish());
    pdf.cmap(to_unicode, &data).filter(Filter::FlateDecode);
}

struct Writer<'a> {
    content: Content,
    /// Percents of opacity in use.
    opacities: BTreeSet<u8>,
    fonts: &'a [(Weight, Subset, [Ref; 5])],
}

impl Writer<'_> {
    fn draw(&mut self, page: &Page) {
        let scale = POINTS as f32;
        // From pixels downwards to points upwards.
        self.content.transform([scale, 0.0, 0.0, -scale, 0.0, (page.size.1 * POINTS) as f32]);
        self.content.set_line_join(LineJoinStyle::RoundJoin);
        self.fill_colour(page.paper);
        let all = Rect::new(0.0, 0.0, page.size.0, page.size.1);
        self.content.rect(0.0, 0.0, all.w as f32, all.h as f32).fill_nonzero();
        for item in &page.items {
            match item {
                Item::Mark(mark) => self.mark(mark),
                Item::Text(run) => self.text(run, None),
                Item::Halo(run, stroke) => self.text(run, Some(stroke)),
            }
        }
    }

    fn fill_colour(&mut self, Colour { red, green, blue }: Colour) {
        let [r, g, b] = [red, green, blue].map(|channel| f32::from(channel) / 255.0);
        self.content.set_fill_rgb(r, g, b);
    }

    fn opacity(&mut self, paint: Option<Paint>) {
        let percent = paint.map_or(100, |paint| (paint.opacity * 100.0).round() as u8);
        self.opacities.insert(percent);
        self.content.set_parameters(Name(format!("O{percent}").as_bytes()));
    }

    fn stroke_style(&mut self, stroke: &Stroke) {
        let Colour { red, green, blue } = stroke.paint.colour;
        let [r, g, b] = [red, green, blue].map(|channel| f32::from(channel) / 255.0);
        self.content.set_stroke_rgb(r, g, b).set_line_width(stroke.width as f32);
        let dash: Vec<f32> = stroke.dash.iter().flatten().map(|length| *length as f32).collect();
        self.content.set_dash_pattern(dash, 0.0);
    }

    fn mark(&mut self, mark: &Mark) {
        // Fill and line may be seen through differently; then one after the other.
        if let Some(paint) = mark.fill {
            self.opacity(Some(paint));
            self.fill_colour(paint.colour);
            if self.path(&mark.shape) {
                self.content.fill_even_odd();
            }
        }
        if let Some(stroke) = &mark.stroke {
            self.opacity(Some(stroke.paint));
            self.stroke_style(stroke);
            if self.path(&mark.shape) {
                self.content.stroke();
            }
        }
    }

    fn path(&mut self, shape: &Shape) -> bool {
        match shape {
            Shape::Path(path) => {
                for (part, is_closed) in path.parts() {
                    for (number, point) in part.iter().enumerate() {
                        let (x, y) = (point[0] as f32 / 10.0, point[1] as f32 / 10.0);
                        if number == 0 {
                            self.content.move_to(x, y);
                        } else {
                            self.content.line_to(x, y);
                        }
                    }
                    if is_closed {
                        self.content.close_path();
                    }
                }
                !path.is_empty()
            }
            Shape::Disc { centre, radius } => {
                // See pixels.rs.
                const ARC: f32 = 0.552_285;
                let ([x, y], radius) = (centre.map(|v| v as f32), *radius as f32);
                self.content.move_to(x + radius, y);
                for (a, b) in [
                    ((1.0, 0.0), (0.0, 1.0)),
                    ((0.0, 1.0), (-1.0, 0.0)),
                    ((-1.0, 0.0), (0.0, -1.0)),
                    ((0.0, -1.0), (1.0, 0.0)),
                ] {
                    let (a, b): ((f32, f32), (f32, f32)) = (a, b);
                    self.content.cubic_to(
                        x + (a.0 + b.0 * ARC) * radius,
                        y + (a.1 + b.1 * ARC) * radius,
                        x + (b.0 + a.0 * ARC) * radius,
                        y + (b.1 + a.1 * ARC) * radius,
                        x + b.0 * radius,
                        y + b.1 * radius,
                    );
                }
                self.content.close_path();
                true
            }
        }
    }

    fn text(&mut self, run: &TextRun, halo: Option<&Stroke>) {
        let own = run.face.width(&run.text);
        let tail = run.tail.as_ref().map_or(0.0, |tail| tail.gap + tail.face.width(&tail.text));
        let left = match run.anchor {
            Anchor::Start => run.x,
            Anchor::Middle => run.x - f64::midpoint(own, tail),
            Anchor::End => run.x - own - tail,
        };
        if let Some(stroke) = halo {
            self.opacity(Some(stroke.paint));
            self.stroke_style(stroke);
            // Painted twice, it is to be found once: the outline is no content.
            self.content.begin_marked_content(Name(b"Artifact"));
        } else {
            self.opacity(None);
        }
        let mode = if halo.is_some() { TextRenderingMode::FillStroke } else { TextRenderingMode::Fill };
        self.content.begin_text().set_text_rendering_mode(mode);
        self.shown([left, run.y], &run.text, run.face, run.colour);
        if let Some(tail) = &run.tail {
            self.shown([left + own + tail.gap, run.y], &tail.text, tail.face, tail.colour);
        }
        self.content.end_text();
        if halo.is_some() {
            self.content.end_marked_content();
        }
    }

    fn shown(&mut self, [x, y]: [f64; 2], text: &str, face: Face, colour: Colour) {
        let Some((_, subset, _)) = self.fonts.iter().find(|(weight, ..)| *weight == face.weight) else {
            return;
        };
        let codes: Vec<u8> = text
            .chars()
            .filter_map(|c| subset.characters.get(&c))
            .flat_map(|(number, _)| number.to_be_bytes())
            .collect();
        self.fill_colour(colour);
        self.content
            .set_font(Name(name_of(face.weight)), face.size as f32)
            .set_text_matrix([1.0, 0.0, 0.0, -1.0, x as f32, y as f32])
            .show(Str(&codes));
    }
}
