//! Owns the map of the report page as it stands before a script runs: every shape once, coloured
//! for what is shown at first, with the hatches that the script goes on using. Does not choose
//! colours' meanings.

use super::{BOUNDS_ONLY, ReportBan};
use crate::{MapOutlines, svg::escape_into};
use std::fmt::Write as _;

/// How a shape of the page's map looks at first.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a hatch or an outline of its own")]
pub struct ReportShape {
    /// Number of its region in the data; none where it has no figures here.
    pub region: Option<usize>,
    /// Whether its territory is disputed.
    pub is_disputed: bool,
    /// Whether it is part of the area shown.
    pub is_shown: bool,
    /// Class, or −1 for no data, −2 where bounds span several.
    pub class: i32,
    /// Whether its bounds reach into other classes.
    pub is_unsure: bool,
    /// Whether a ban holds in all of it.
    pub is_banned: bool,
    /// Whether it is so in any year that can be shown.
    pub may_be_banned: bool,
    /// Name and figure, for those who run no script.
    pub description: String,
}

/// Most classes that a map has.
const CLASSES: usize = 9;

/// The map as SVG for the page.
#[must_use]
pub fn report_map(
    outlines: &MapOutlines,
    shapes: &[ReportShape],
    bans: &[ReportBan],
    colours: &[String],
    alt: &str,
) -> String {
    let mut out = String::with_capacity(1 << 18);
    let (w, h) = outlines.size;
    let _ = write!(
        out,
        "<svg id=\"map\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {h}\" role=\"group\" aria-label=\""
    );
    escape_into(&mut out, alt);
    out.push_str("\">\n<defs>\n");
    write_patterns(&mut out, colours);
    write_signs(&mut out);
    // Shapes that are painted several times stand here once and without a colour.
    for (number, (_, path)) in shapes.iter().zip(&outlines.features).enumerate() {
        if !path.is_empty() {
            let _ = writeln!(out, "<path id=\"s{number}\" fill-rule=\"evenodd\" d=\"{path}\"/>");
        }
    }
    out.push_str("</defs>\n<path class=\"land\" d=\"");
    out.push_str(&outlines.land);
    out.push_str("\"/>\n<g id=\"shapes\">\n");
    for (number, (shape, path)) in shapes.iter().zip(&outlines.features).enumerate() {
        if !path.is_empty() {
            write_shape(&mut out, number, shape, colours);
        }
    }
    out.push_str("</g>\n<g id=\"bans\">\n");
    for (number, shape) in shapes.iter().enumerate() {
        let Some(region) = shape.region.filter(|_| shape.may_be_banned) else { continue };
        let hidden = if shape.is_banned { "" } else { " display=\"none\"" };
        let _ = writeln!(out, "<use href=\"#s{number}\" data-ban=\"{region}\" class=\"ban\"{hidden}/>");
    }
    out.push_str("</g>\n");
    for (class, path) in
        [("lakes", &outlines.lakes), ("borders", &outlines.borders), ("dashed", &outlines.disputed)]
    {
        if !path.is_empty() {
            let _ = writeln!(out, "<path class=\"{class}\" d=\"{path}\"/>");
        }
    }
    out.push_str("<g id=\"signs\">\n");
    for ReportBan { class, signs, .. } in bans {
        for [x, y] in signs {
            let (x, y) = (x - SIGN / 2.0, y - SIGN / 2.0);
            let _ = writeln!(
                out,
                "<use href=\"#ban-{class}\" x=\"{x}\" y=\"{y}\" width=\"{SIGN}\" height=\"{SIGN}\"/>"
            );
        }
    }
    out.push_str("</g>\n<g id=\"outlines\"></g>\n<g id=\"labels\" font-size=\"17\"></g>\n</svg>\n");
    out
}

/// Side of a sign on the map before it is zoomed.
const SIGN: f64 = 18.0;

/// The signs of bans that do not cover all of a region and of the year: as on printed maps.
fn write_signs(out: &mut String) {
    let mut sign = |class: &str, dash: &str, lines: &str| {
        let _ = writeln!(
            out,
            "<symbol id=\"ban-{class}\" viewBox=\"-9 -9 18 18\"><circle class=\"sign\" r=\"7\"{dash}/>\
             <path class=\"sign-line\" d=\"{lines}\"{dash}/></symbol>"
        );
    };
    let dashed = " stroke-dasharray=\"2.6 2\"";
    sign("part", "", "M-4.9-4.9 4.9 4.9");
    sign("seasonal", "", "M0-5V5M-4.3-2.5 4.3 2.5M-4.3 2.5 4.3-2.5");
    sign("planned", dashed, "M-4.9-4.9 4.9 4.9");
}

fn write_shape(out: &mut String, number: usize, shape: &ReportShape, colours: &[String]) {
    let _ = write!(out, "<use href=\"#s{number}\"");
    match shape.region {
        Some(region) => {
            let _ = write!(out, " class=\"region\" data-region=\"{region}\" fill=\"");
            let class =
                usize::try_from(shape.class).ok().and_then(|class| Some((class, colours.get(class)?)));
            let _ = match class {
                Some((class, _)) if shape.is_unsure => write!(out, "url(#unsure-{class})"),
                Some((_, colour)) => write!(out, "{colour}"),
                None if shape.class == BOUNDS_ONLY => write!(out, "url(#bounds)"),
                None => write!(out, "url(#no-data)"),
            };
            out.push('"');
        }
        None if shape.is_disputed && shape.is_shown => {
            out.push_str(" class=\"disputed\" fill=\"url(#disputed)\"");
        }
        None => out.push_str(" class=\"land\""),
    }
    if shape.description.is_empty() {
        out.push_str("/>\n");
    } else {
        out.push_str("><title>");
        escape_into(out, &shape.description);
        out.push_str("</title></use>\n");
    }
}

/// Grounds: what is hatched is uncertain.
fn write_patterns(out: &mut String, colours: &[String]) {
    let mut pattern = |id: &str, step: u32, angle: i32, inside: &str| {
        let _ = writeln!(
            out,
            "<pattern id=\"{id}\" width=\"{step}\" height=\"{step}\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate({angle})\">{inside}</pattern>"
        );
    };
    pattern("no-data", 6, -45, "<rect class=\"none\" width=\"6\" height=\"6\"/>");
    pattern(
        "bounds",
        6,
        -45,
        "<rect class=\"paper\" width=\"6\" height=\"6\"/><path class=\"range\" d=\"M0 3H6\"/>",
    );
    pattern("disputed", 6, 45, "<rect class=\"paper\" width=\"6\" height=\"6\"/>");
    for class in 0..CLASSES {
        let colour = colours.get(class).map_or("none", String::as_str);
        let ground =
            format!("<rect width=\"6\" height=\"6\" fill=\"{colour}\"/><path class=\"seam\" d=\"M0 3H6\"/>");
        pattern(&format!("unsure-{class}"), 6, -45, &ground);
    }
}
