//! Owns the readers of formats that say what they are, one a file, and what they share: lines,
//! fields, energies by unit. Does not tell formats apart.

mod dlms;
mod enedis;
mod espi;
mod iec62056;
mod mscons;
mod nem;
mod ocpp;
mod p1;
mod plugs;
mod ru80020;
mod sdat;

pub(crate) use plugs::reading as plug_reading;

use crate::{
    detect::Format,
    report::{Error, Report},
    rows::{Options, Out, Row},
};
use std::io::{BufRead, BufReader, Read};

/// Longest line of a text format.
const MOST_BYTES_A_LINE: u64 = 16 << 20;

/// Reads all rows of a file and hands each to `sink`, in the order of the file.
///
/// # Errors
/// The source fails, or the file breaks off or is not what `format` says. Rows handed out before
/// that are good.
pub fn read(
    format: Format,
    input: impl Read,
    options: &Options,
    sink: &mut dyn FnMut(Row<'_>),
) -> Result<Report, Error> {
    let mut out = Out::new(sink);
    match format {
        Format::Ru80020 => ru80020::read(input, options, &mut out)?,
        Format::Nem => nem::read(input, &mut out)?,
        Format::GreenButton => espi::read(input, &mut out)?,
        Format::Mscons => mscons::read(input, options, &mut out)?,
        Format::SdatCh => sdat::read(input, &mut out)?,
        Format::EnedisJson => enedis::read_json(input, options, &mut out)?,
        Format::EnedisCsv => enedis::read_csv(input, options, &mut out)?,
        Format::P1 => p1::read(input, options, &mut out)?,
        Format::DlmsXml => dlms::read(input, options, &mut out)?,
        Format::Ocpp16 => ocpp::read(input, &mut out)?,
        Format::Iec62056 => iec62056::read(input, options, &mut out)?,
        Format::MqttPlugs => plugs::read(input, options, &mut out)?,
    }
    Ok(out.report)
}

/// Calls `each` with every line, without its end, and its number from 1. Bytes that are not UTF-8
/// are replaced: what these formats mean stands in ASCII.
fn lines(input: impl Read, mut each: impl FnMut(&str, u64) -> Result<(), Error>) -> Result<(), Error> {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let (mut buffer, mut number) = (Vec::new(), 0);
    loop {
        buffer.clear();
        let mut limited = input.by_ref().take(MOST_BYTES_A_LINE);
        let len = limited
            .read_until(b'\n', &mut buffer)
            .map_err(|cause| Error::Read { line: number + 1, cause })?;
        if len == 0 {
            return Ok(());
        }
        number += 1;
        if len as u64 == MOST_BYTES_A_LINE {
            return Err(Error::malformed(number, "a line of less than 16 MB", "a longer one"));
        }
        let bytes =
            if number == 1 { buffer.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&buffer) } else { &buffer };
        each(String::from_utf8_lossy(bytes).trim_end_matches(['\n', '\r']), number)?;
    }
}

/// What a unit of energy or power measures, as Wh or W, if it is one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Measure {
    /// So many Wh.
    Energy(f64),
    /// So many W.
    Power(f64),
}

/// The unit with this name, in any case.
pub(crate) fn unit(name: &str) -> Option<Measure> {
    Some(match name.trim().to_ascii_lowercase().as_str() {
        "wh" => Measure::Energy(1.0),
        "kwh" => Measure::Energy(1e3),
        "mwh" => Measure::Energy(1e6),
        "gwh" => Measure::Energy(1e9),
        "w" | "wtt" => Measure::Power(1.0),
        "kw" | "kwt" => Measure::Power(1e3),
        "mw" | "maw" => Measure::Power(1e6),
        _ => return None,
    })
}

/// A number with a decimal point.
fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// Wh to a thousandth: tenths of kWh are not exact in binary.
fn tidy(wh: f64) -> f64 {
    (wh * 1e6).round() / 1e6
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Rows as texts: meter, start, seconds, Wh, and a letter each where not measured or exported.
    pub(crate) fn rows_of(format: Format, text: &[u8]) -> (Vec<String>, Report) {
        let mut rows = Vec::new();
        let report = read(format, text, &Options::default(), &mut |row| {
            let start = jiff::Timestamp::from_second(row.start_s).expect("in range");
            let marks = format!("{:?}", row.quality)[..1].replace('M', "")
                + match row.direction {
                    crate::Direction::Import => "",
                    crate::Direction::Export => "x",
                };
            rows.push(format!("{} {start} {} {}{marks}", row.meter, row.seconds, row.wh));
        });
        assert_eq!(Format::detect(text), Some(format), "it says what it is");
        (rows, report.expect("readable"))
    }

    pub(crate) fn causes(report: &Report) -> Vec<&'static str> {
        report.problems.iter().map(|problem| problem.cause.id()).collect()
    }
}
