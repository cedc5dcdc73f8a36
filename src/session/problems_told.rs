//! Owns what was wrong in files, in words and line by line, for a terminal or a file. Does not find it.

use crate::{
    io::Problems,
    lang::{Message, Words},
};
use std::io::Write;

/// Problems in words: how many, then the first of them.
///
/// # Errors
/// `to` cannot be written.
pub fn tell_problems(problems: &Problems, words: &Words, to: &mut dyn Write) -> std::io::Result<()> {
    if problems.is_empty() {
        return Ok(());
    }
    let counts = [("check-left-out", problems.errors), ("check-warnings", problems.warnings)];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    let said = Message::list(counts.map(|(id, count)| Message::new(id).count(count as usize)));
    writeln!(to, "{}", said.say(words))?;
    for line in problems.lines() {
        writeln!(to, "  {}", line.say(words))?;
    }
    let more = problems.untold();
    if more > 0 {
        writeln!(to, "  {}", words.with("check-more", &[("number", &more.to_string())]))?;
    }
    Ok(())
}
