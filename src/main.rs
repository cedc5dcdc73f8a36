//! The program: hands over to the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    let outcome = hashatlas::cli::main(std::env::args_os(), &mut std::io::stdout(), &mut std::io::stderr());
    ExitCode::from(outcome as u8)
}
