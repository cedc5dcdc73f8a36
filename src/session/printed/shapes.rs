//! Owns a figure's data as a file of shapes: each figure with the outline of its region, and the
//! classes and colours of a map for programs that take them along. Does not write formats.

use super::{FigureError, Session};
use crate::{
    atlas::BanClass,
    figure::{ClassLegend, FigureKind, FigureSpec, Fill, MapLegend, ban_colour},
    io::{self, Field, ShapeClass, ShapeFormat, ShapeStyle},
    lang::Words,
};
use std::collections::BTreeMap;

/// Column of the class of a region on the map.
const CLASS: &str = "class";
const NO_DATA: &str = "no_data";
const NOT_KNOWN: &str = "not_known";

impl Session {
    /// The figures that the spec shows with the outlines of their regions. Those of a map carry their
    /// class; bans that are drawn over it are left to the map of bans. What has no outline, such as the
    /// whole, keeps its figures and has no shape.
    ///
    /// # Errors
    /// As [`Self::figure_csv`], or the shapes cannot be read.
    pub(super) fn figure_shapes(
        &self,
        spec: &FigureSpec,
        format: ShapeFormat,
    ) -> Result<Vec<u8>, FigureError> {
        let session = self.prepared(spec)?;
        let geography = session.geography()?;
        let mut sheet = session.figure_sheet(spec)?;
        let at = |name: &str| sheet.columns.iter().position(|column| column == name);
        let text_at = |row: &[Field], at: Option<usize>| match row.get(at?)? {
            Field::Text(text) => Some(text.clone()),
            _ => None,
        };
        let (region_at, metric_at) = (at("region"), at("metric"));
        let mut style = None;
        if spec.kind == FigureKind::Choropleth
            && let Some(metric) = session.metric()
        {
            let id = session.atlas().metric(metric).id.clone();
            sheet.rows.retain(|row| text_at(row, metric_at).as_deref() == Some(&*id));
            let words = session.words();
            let view = session.map_view(geography, &words)?;
            let classes: BTreeMap<&str, String> = geography
                .region_of_feature
                .iter()
                .zip(&view.features)
                .filter_map(|(region, feature)| {
                    Some((&*session.atlas().region((*region)?).code, class_of(feature.fill)?))
                })
                .collect();
            for row in &mut sheet.rows {
                let class = text_at(row, region_at).and_then(|code| classes.get(&*code));
                row.push(class.map_or("", String::as_str).into());
            }
            sheet.columns.push(CLASS.to_owned());
            let classes = match &view.legend {
                MapLegend::Classes(legend) => classes_of(legend, &words),
                MapLegend::Bans(_) => bans(&words),
            };
            style = Some(ShapeStyle { title: view.text.title, column: CLASS.to_owned(), classes });
        }
        let rings_of = |code: &str| {
            let region = session.atlas().region_id(code);
            let features = region.into_iter().flat_map(|region| geography.features_of(region));
            features.flat_map(|feature| geography.polygons.feature(feature)).map(<[_]>::to_vec).collect()
        };
        Ok(io::sheet_as_shapes(spec.kind.id(), &sheet, rings_of, format, style.as_ref())?)
    }
}

fn class_of(fill: Fill) -> Option<String> {
    Some(match fill {
        Fill::Class(class) => (class + 1).to_string(),
        Fill::Ban(ban) => ban.id().to_owned(),
        Fill::NoData => NO_DATA.to_owned(),
        Fill::BoundsOnly => NOT_KNOWN.to_owned(),
        Fill::Context => return None,
    })
}

/// The classes of a number, lowest first, then what has none.
fn classes_of(legend: &ClassLegend, words: &Words) -> Vec<ShapeClass> {
    let edges: Vec<&str> = std::iter::once(&legend.ends[0])
        .chain(&legend.breaks)
        .chain(std::iter::once(&legend.ends[1]))
        .map(String::as_str)
        .collect();
    let of_number = legend.colours.iter().enumerate().map(|(class, colour)| {
        let (low, high) = (edges.get(class).copied(), edges.get(class + 1).copied());
        ShapeClass {
            value: (class + 1).to_string(),
            label: [low, high].into_iter().flatten().collect::<Vec<_>>().join(" – "),
            colour: [colour.red, colour.green, colour.blue],
            is_hatched: false,
        }
    });
    of_number.chain(without_class(words)).collect()
}

fn bans(words: &Words) -> Vec<ShapeClass> {
    let of_bans = BanClass::ALL.iter().map(|ban| {
        let colour = ban_colour(*ban);
        ShapeClass {
            value: ban.id().to_owned(),
            label: words.get(&format!("ban-{}", ban.id())),
            colour: [colour.red, colour.green, colour.blue],
            is_hatched: false,
        }
    });
    of_bans.chain(without_class(words)).collect()
}

/// What is not known is hatched, what has no data grey.
fn without_class(words: &Words) -> [ShapeClass; 2] {
    const GREY: [u8; 3] = [0xDD, 0xDD, 0xDD];
    const DARK: [u8; 3] = [0x99, 0x99, 0x99];
    [
        ShapeClass {
            value: NOT_KNOWN.to_owned(),
            label: words.get("legend-bounds-only"),
            colour: DARK,
            is_hatched: true,
        },
        ShapeClass {
            value: NO_DATA.to_owned(),
            label: words.get("legend-no-data"),
            colour: GREY,
            is_hatched: false,
        },
    ]
}
