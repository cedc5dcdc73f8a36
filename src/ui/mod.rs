//! Owns the explorer window: panels, map, keyboard, theme. Reads the session and hands it
//! commands; computes no figure.
//!
//! Main function: [`run`].

mod action;
mod bottom;
mod clustering;
mod dialogs;
mod evidence;
mod explorer;
mod files;
mod finder;
mod first_steps;
mod inspector;
mod key_list;
mod keys;
mod map;
mod marked;
mod measure;
mod menus;
mod metric_list;
mod notices;
mod planner;
mod print;
mod reviewer;
mod search;
mod settings;
mod show_panel;
#[cfg(test)]
mod tests;
mod theme;
mod tiles;
mod top_bar;
mod watcher;

use crate::{
    lang::{Lang, Message},
    session::Sources,
};
use eframe::egui::{ViewportBuilder, vec2};
use explorer::Explorer;
use measure::Measure;
use settings::Settings;
use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
    time::Instant,
};

/// How a window starts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Start {
    /// What to open.
    pub sources: Sources,
    /// The language asked for; else the one used last, else the system's.
    pub lang: Option<Lang>,
    /// Estimates with wider bounds show as a range only.
    pub not_known_factor: Option<f64>,
    /// The points of estimates show.
    pub shows_estimates: bool,
    /// Readings to preview.
    pub readings: Option<PathBuf>,
    /// Neither show nor keep what was open and seen last.
    pub is_fresh: bool,
    /// Pan and zoom for so many seconds, tell how long all took, and close.
    pub measure_s: Option<f64>,
}

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum NoWindow {
    /// There is no display, or no graphics adapter.
    #[error("{0}")]
    NoDisplay(Message),
    /// What was to be shown cannot be opened.
    #[error("{0}")]
    NotOpened(Message),
}

/// The window system hands errors through as text, and this one as it is.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Unopened(Message);

/// Opens the window; comes back when it is closed, with what was measured, if that was asked for.
///
/// # Errors
/// There is no display or adapter, or the sources cannot be opened.
pub fn run(start: Start) -> Result<String, NoWindow> {
    let started = Instant::now();
    // Reading, projecting and tessellating go on while the display and the adapter are set up.
    let sources = start.sources.clone();
    let loader = crate::jobs::beside(move || {
        let began = Instant::now();
        let opened = files::open(&sources);
        (opened, began.elapsed())
    });
    let options = eframe::NativeOptions {
        viewport: ViewportBuilder::default()
            .with_title("hashatlas")
            .with_app_id("hashatlas")
            .with_inner_size(vec2(1440.0, 900.0))
            .with_min_inner_size(vec2(800.0, 560.0))
            .with_drag_and_drop(true),
        // The GPU layers of the map are made for no multisampling and no depth.
        multisampling: 0,
        depth_buffer: 0,
        // No gradients are drawn; noise on every pixel costs time where the processor draws.
        dithering: false,
        persist_window: !start.is_fresh,
        ..Default::default()
    };
    let told = Arc::new(Mutex::new(String::new()));
    let tell = Arc::clone(&told);
    let created = move |context: &eframe::CreationContext<'_>| {
        walkers::install_renderer(context.wgpu_render_state.as_ref());
        let (opened, prepared) = loader.join().map_err(|_| "the reader stopped")?;
        let settings =
            if start.is_fresh { Settings::default() } else { explorer::stored_settings(context.storage) };
        let mut explorer = Explorer::new(&context.egui_ctx, opened.map_err(Unopened)?, &start, settings);
        if let Some(seconds) = start.measure_s {
            let mut measure = Measure::new(started, seconds);
            measure.prepared = prepared;
            explorer.measure(measure, tell);
        }
        Ok(Box::new(explorer) as Box<dyn eframe::App>)
    };
    eframe::run_native("hashatlas", options, Box::new(created)).map_err(|error| match error {
        eframe::Error::AppCreation(error) => NoWindow::NotOpened(match error.downcast() {
            Ok(unopened) => {
                let Unopened(why) = *unopened;
                why
            }
            Err(error) => Message::Data(error.to_string()),
        }),
        eframe::Error::Wgpu(_) => NoWindow::NoDisplay("window-no-adapter".into()),
        error => NoWindow::NoDisplay(Message::new("window-no-display").text("cause", last_cause(&error))),
    })?;
    Ok(told.lock().map(|told| told.clone()).unwrap_or_default())
}

/// The end of the chain of causes: the window system tells where in its own code it gave up, which
/// helps nobody here.
fn last_cause(error: &eframe::Error) -> String {
    let text = error.to_string();
    text.rsplit(": ").next().unwrap_or_default().trim_end_matches('.').to_owned()
}
