//! The program: hands over to the command line, and to the window where one is asked for.

use hashatlas::cli::{self, WindowError, WindowRequest};
use std::process::ExitCode;

#[cfg(feature = "gui")]
fn open_window(request: WindowRequest) -> Result<String, WindowError> {
    use hashatlas::ui::{self, NoWindow, Start};
    let WindowRequest { sources, readings, lang, not_known_factor, shows_estimates, is_fresh, measure_s } =
        request;
    let start = Start { sources, readings, lang, not_known_factor, shows_estimates, is_fresh, measure_s };
    ui::run(start).map_err(|error| match error {
        NoWindow::NoDisplay(why) => WindowError::NoDisplay(why),
        NoWindow::NotOpened(why) => WindowError::NotOpened(why),
    })
}

#[cfg(not(feature = "gui"))]
fn open_window(_: WindowRequest) -> Result<String, WindowError> {
    Err(WindowError::NoDisplay("window-not-built".into()))
}

fn main() -> ExitCode {
    let outcome =
        cli::main(std::env::args_os(), &open_window, &mut std::io::stdout(), &mut std::io::stderr());
    ExitCode::from(outcome as u8)
}
