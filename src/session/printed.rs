//! Owns printing: from a [`FigureSpec`] to a finished figure of this atlas, and from what is shown
//! to a spec of it. Does not lay out or draw.

use super::{ChartError, ChartKind, Command, CommandError, MapError, Session};
use crate::{
    figure::{ClassSpec, FigureKind, FigureSpec, FrameText, SpecError},
    io::{self, IoError},
};

/// Why a figure cannot be printed.
#[derive(Debug, thiserror::Error)]
pub enum FigureError {
    /// The spec says what cannot be.
    #[error(transparent)]
    Spec(#[from] SpecError),
    /// It names what the atlas does not have.
    #[error(transparent)]
    Names(#[from] CommandError),
    /// There is no map.
    #[error(transparent)]
    Map(#[from] MapError),
    /// There is no chart.
    #[error(transparent)]
    Chart(#[from] ChartError),
    /// A file cannot be read.
    #[error(transparent)]
    Io(#[from] IoError),
    /// Nobody could check what it shows.
    #[error("the figure has no source: add sources to the atlas, or a \"source\" to the spec")]
    NoSource,
}

impl Session {
    /// A spec of this kind of figure for what is shown, with the name of the atlas and the hash
    /// of its data.
    ///
    /// # Errors
    /// The data cannot be read again.
    pub fn figure_spec(&self, kind: FigureKind) -> Result<FigureSpec, IoError> {
        let document = self.document();
        Ok(FigureSpec {
            atlas: Some(self.atlas().name.en.clone()),
            data_hash: Some(self.data_hash()?),
            metric: Some(document.metric.clone()),
            year: Some(document.year),
            region: document.focus.clone(),
            classes: ClassSpec::of(&document.method, document.class_count),
            with_disputed: document.with_disputed,
            language: document.lang.into(),
            palette: document.palette.clone(),
            ..FigureSpec::of_kind(kind)
        })
    }

    /// SHA-256 of the tables and shapes of the atlas, in hexadecimal.
    ///
    /// # Errors
    /// They cannot be read again.
    pub fn data_hash(&self) -> Result<String, IoError> {
        io::data_hash(&self.folder)
    }

    /// What a reader of the spec should be warned of: it was made of other data.
    ///
    /// # Errors
    /// The data cannot be read again.
    pub fn spec_warning(&self, spec: &FigureSpec) -> Result<Option<String>, IoError> {
        let other_atlas = spec.atlas.as_ref().filter(|name| **name != self.atlas().name.en);
        if let Some(name) = other_atlas {
            return Ok(Some(format!(
                "the spec was made for the atlas '{name}', this is '{}'",
                self.atlas().name.en
            )));
        }
        let Some(expected) = &spec.data_hash else { return Ok(None) };
        let is_other = *expected != self.data_hash()?;
        Ok(is_other.then(|| "the data of the atlas have changed since the spec was made".to_owned()))
    }

    /// The figure that a spec describes, as SVG.
    ///
    /// # Errors
    /// The spec names what there is not, the atlas has nothing to make it of, or no source
    /// stands behind it.
    pub fn figure_svg(&self, spec: &FigureSpec) -> Result<String, FigureError> {
        let session = self.prepared(spec)?;
        let size = spec.size.pixels();
        let svg = match spec.kind {
            FigureKind::Growth => session.chart_svg(ChartKind::Growth, size)?,
            FigureKind::Ranking => session.chart_svg(ChartKind::Ranking, size)?,
            FigureKind::Balance => session.chart_svg(ChartKind::Balance, size)?,
            FigureKind::Timeline => session.chart_svg(ChartKind::Timeline, size)?,
            FigureKind::Choropleth => session.map_svg(size)?,
            kind => {
                let why = format!("figures of kind '{}' cannot be drawn yet", kind.id());
                return Err(ChartError::Nothing(why).into());
            }
        };
        Ok(svg)
    }

    /// A copy of this session that shows what the spec says.
    ///
    /// # Errors
    /// The spec names what the atlas does not have.
    pub fn prepared(&self, spec: &FigureSpec) -> Result<Self, FigureError> {
        let mut session = self.for_background();
        let mut commands = vec![
            Command::Speak(spec.language.into()),
            Command::CountDisputed(spec.with_disputed),
            Command::Focus(spec.region.clone()),
        ];
        commands.extend(spec.metric.clone().map(Command::ShowMetric));
        commands.extend(spec.year.map(Command::ShowYear));
        commands.push(Command::Classify(spec.classes.method()));
        commands.push(Command::CountClasses(spec.classes.count));
        commands.push(Command::Colour(spec.palette.clone()));
        for command in commands {
            session.apply(command)?;
        }
        Ok(session)
    }

    /// The texts of a figure as the spec wants them: a title of its own above, the description of
    /// the data below it, and never without a source.
    pub fn dressed(text: FrameText, spec: &FigureSpec) -> Result<FrameText, FigureError> {
        let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        let mut dressed = text.clone();
        // What is counted, where, when and in which unit stays whatever the title says.
        let described = [text.title.as_str(), text.subtitle.as_str()];
        let described: Vec<&str> = described.into_iter().filter(|part| !part.is_empty()).collect();
        if let Some(title) = given(&spec.title) {
            dressed.title = title;
            dressed.subtitle = described.join(" · ");
        }
        if let Some(subtitle) = given(&spec.subtitle) {
            let said = std::mem::replace(&mut dressed.subtitle, subtitle);
            if !said.is_empty() {
                dressed.notes.insert(0, said);
            }
        }
        let notes = spec.notes.iter().filter(|note| !note.trim().is_empty()).cloned();
        dressed.notes = notes.chain(dressed.notes).collect();
        if let Some(source) = given(&spec.source) {
            let lines = [dressed.source_line.as_str(), source.as_str()];
            dressed.source_line =
                lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
        }
        if dressed.source_line.trim().is_empty() {
            return Err(FigureError::NoSource);
        }
        Ok(dressed)
    }
}
