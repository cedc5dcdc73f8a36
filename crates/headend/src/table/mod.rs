//! Tables of readings with columns of any name: a [`Description`] says what they mean, [`guess`]
//! makes one from the first rows, and [`read`] gives the rows.
//!
//! ```
//! use headend::table;
//!
//! let file = "Прибор;Дата;Энергия, кВт·ч\n007;01.02.2025 00:30;0,25\n007;01.02.2025 01:00;0,5\n";
//! let mut description = table::guess(file.as_bytes()).expect("a table of readings");
//! // The file does not say where its clocks are, nor whether a time is the start of its interval.
//! let asked: Vec<_> = description.questions().iter().map(|question| question.member()).collect();
//! assert_eq!(asked, ["stamp", "zone"]);
//! description.stamp = Some(table::StampAt::End);
//! description.zone = Some("Asia/Irkutsk".to_owned());
//!
//! let mut rows = Vec::new();
//! table::read(file.as_bytes(), &description, &mut |row| rows.push((row.start_s, row.seconds, row.wh)))?;
//! assert_eq!(rows, [(1_738_339_200, 1800, 250.0), (1_738_341_000, 1800, 500.0)]);
//! # Ok::<(), headend::Error>(())
//! ```

mod columns;
mod day;
mod describe;
mod guess;
mod rows;
mod text;

pub use self::{
    day::{FirstDay, Step, first_day},
    describe::{
        Answer, Description, DirectionColumn, QualityColumn, Quantity, Question, StampAt, Unit, Wide,
    },
    guess::{Sample, guess, sample},
    rows::read,
    text::number,
};
pub use crate::time::DateOrder;
