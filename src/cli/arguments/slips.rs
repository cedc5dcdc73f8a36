//! Owns why a value on the command line is refused, in Russian: the English stands beside the readers of values,
//! and clap has some of its own. Does not refuse anything.

/// What is said in English, and in Russian; longer ones before those that they begin with.
const REASONS: [(&str, &str); 34] = [
    ("give a year from ", "укажите год от "),
    (
        " to 2200, several such as 2023,2025, or a range such as 2023-2025",
        " до 2200, несколько — как 2023,2025, или промежуток — как 2023-2025",
    ),
    ("give a day, such as 2025-11-03", "укажите день, например 2025-11-03"),
    ("give a number of 1 or more", "укажите число не меньше 1"),
    ("give a number of 0 or more", "укажите число не меньше 0"),
    ("give a number above 0", "укажите число больше 0"),
    ("give a number between 0 and 1, such as 0.05", "укажите число от 0 до 1, например 0.05"),
    ("give a number between 0 and 1", "укажите число от 0 до 1"),
    ("give kilometres above 0, such as 800", "укажите километры больше 0, например 800"),
    (
        "give hours from −12 to +14, such as +8 or +05:30",
        "укажите часы от −12 до +14, например +8 или +05:30",
    ),
    ("give width and height in pixels from ", "укажите ширину и высоту в пикселях от "),
    (", such as 1200x675", ", например 1200x675"),
    (
        "give a width or both sides from 85 to 2645 mm, such as 85mm or 210x297mm",
        "укажите ширину или обе стороны от 85 до 2645 мм, например 85mm или 210x297mm",
    ),
    (", or one of ", ", или одно из: "),
    ("there are ", "есть "),
    ("one of auto, none, or regions separated by commas", "нужно auto, none или регионы через запятую"),
    ("one of svg, png, pdf", "нужно svg, png или pdf"),
    (
        "pictures are written as SVG, PNG or PDF: give a name that ends in one of these",
        "рисунки записываются в SVG, PNG или PDF: дайте имя с таким окончанием",
    ),
    (
        "give a name with a known ending (readings: .csv or .parquet; boundaries: .gpkg, .geoparquet, .fgb, .geojson or .topojson)",
        "дайте имя с известным окончанием (показания: .csv или .parquet; границы: .gpkg, .geoparquet, .fgb, .geojson или .topojson)",
    ),
    (
        "detections are written as CSV or Parquet: give a name that ends in .csv or .parquet",
        "выявления записываются в CSV или Parquet: дайте имя с окончанием .csv или .parquet",
    ),
    (
        "a table is written as CSV or JSON; a workbook of the figures of a picture is written by hashatlas render --kind ranking -o NAME.xlsx",
        "таблица записывается в CSV или JSON; книгу с данными рисунка пишет hashatlas render --kind ranking -o NAME.xlsx",
    ),
    ("expected two parts of wholes, such as 38/40,57/60", "нужны две доли, например 38/40,57/60"),
    ("expected parts that are more than 1 together", "нужны доли, которые в сумме больше 1"),
    (
        "give an address of this machine with a port, such as 127.0.0.1:9184",
        "укажите адрес этой машины с портом, например 127.0.0.1:9184",
    ),
    (
        "give an address that begins with http:// or https://",
        "укажите адрес, который начинается с http:// или https://",
    ),
    (
        "give a name of letters, digits and _, and a file: mine=table.csv",
        "укажите имя из букв, цифр и _ и файл: mine=table.csv",
    ),
    ("invalid digit found in string", "нужно целое число"),
    ("invalid float literal", "нужно число"),
    ("cannot parse integer from empty string", "нужно целое число, а не указано ничего"),
    ("cannot parse float from empty string", "нужно число, а не указано ничего"),
    ("number too large to fit in target type", "число слишком велико"),
    ("number too small to fit in target type", "число слишком мало"),
    (" is not in ", " не входит в "),
    (" to ", " до "),
];

/// A reason in Russian; parts that nobody has put into Russian stay.
pub(super) fn in_russian(why: &str) -> String {
    REASONS.iter().fold(why.to_owned(), |why, (english, russian)| why.replace(english, russian))
}

#[cfg(test)]
mod tests {
    use super::super::{Arguments, spoken::said_by_clap};
    use crate::lang::Lang;
    use clap::CommandFactory;

    #[test]
    fn every_reason_is_told_in_russian() {
        let slips = [
            "table farms --year soon",
            "map --year 1",
            "map --not-known-factor 0",
            "map --classes many",
            "map --size small",
            "map --size 1x1mm",
            "map --dpi 9",
            "map -o map.gif",
            "chart growth --year 20250",
            "chart nothing",
            "render --kind nothing",
            "render --theme pink",
            "render --insets ,",
            "render --scale 9",
            "render --each --form gif",
            "table farms -o t.xlsx",
            "detect --readings r.csv --threshold 2 -o d.csv",
            "detect --readings r.csv --utc-offset 99 -o d.csv",
            "detect --readings r.csv -o d.txt",
            "simulate grid --start soon -o g",
            "watch --folder in --state s --every 0",
            "watch --from-files a --state s --speed -1",
            "watch --folder in --state s --webhook ftp://x",
            "watch --folder in --state s --metrics 8.8.8.8:1",
            "aggregate d.csv --reviews r.redb --reviewers 10/40,5/60 -o c",
            "watch --mqtt http://h/t --state s",
            "watch --mqtt mqtt:///t --state s",
            "watch --mqtt mqtt://h --state s",
            "watch --mqtt mqtt://h:99999/t --state s",
            "watch --mqtt mqtt://u:secret@h/t --state s",
            "spatial farms --nearest 0",
            "spatial farms --within 0",
            "spatial farms --fdr 2",
            "spatial farms --permutations 3",
            "review next d.csv --target 0",
            "review next d.csv --order backwards",
            "aggregate d.csv --reviews r --reviewers 1 -o a",
            "convert a.csv -o b.txt",
            "describe a.csv --interval 0",
            "describe",
            "review mark d.csv",
            "plan --nothing",
        ];
        for slip in slips {
            let words = std::iter::once("hashatlas").chain(slip.split(' '));
            let error = Arguments::command().try_get_matches_from(words).expect_err(slip);
            let told = said_by_clap(&error, Lang::Ru);
            assert!(told.starts_with("hashatlas: "), "{slip}: {told}");
            for english in [
                "give ",
                "such as",
                "expected",
                "invalid",
                "error",
                " is not ",
                " to ",
                "one of",
                "there are",
            ] {
                assert!(!told.contains(english), "{slip}: {told}");
            }
        }
    }
}
