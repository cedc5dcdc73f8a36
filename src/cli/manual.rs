//! Owns the manual pages and the completions of shells, made from the arguments. Does not install
//! them.

use super::arguments::Arguments;
use crate::io::write_file;
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;
use std::path::Path;

/// Writes a page for the program and one for each task, and completions for all shells, into a
/// folder.
pub(super) fn write(folder: &Path) -> anyhow::Result<()> {
    let mut program = Arguments::command();
    program.build();
    write_pages(folder, &program)?;
    for shell in [Shell::Bash, Shell::Elvish, Shell::Fish, Shell::PowerShell, Shell::Zsh] {
        let mut text = Vec::new();
        clap_complete::generate(shell, &mut program, "hashatlas", &mut text);
        write_file(&folder.join(format!("completions/hashatlas.{shell}")), &text)?;
    }
    Ok(())
}

/// `hashatlas-map.1` is about `hashatlas map`.
fn write_pages(folder: &Path, command: &Command) -> anyhow::Result<()> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name());
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    write_file(&folder.join(format!("{name}.1")), &page)?;
    for task in command.get_subcommands().filter(|task| !task.is_hide_set() && task.get_name() != "help") {
        write_pages(folder, task)?;
    }
    Ok(())
}
