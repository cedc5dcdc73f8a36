//! Owns the words and signs that an expression is made of, each with its place. Does not know what
//! they mean together.

use super::{ExpressionError, Sign, Sum};
use crate::lang::Message;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Name(String),
    /// Words in quotes.
    Text(String),
    Sign(Sign),
    Sum(Sum),
    Open,
    Close,
    And,
    Or,
    Not,
    Is,
}

/// Splits what is typed; each token comes with its place in characters and as it was typed.
pub(super) fn split(typed: &str) -> Result<Vec<(usize, String, Token)>, ExpressionError> {
    let letters: Vec<char> = typed.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        if letter.is_whitespace() {
            at += 1;
            continue;
        }
        let (token, length) = next(&letters, at)?;
        tokens.push((at, letters[at..at + length].iter().collect(), token));
        at += length;
    }
    Ok(tokens)
}

fn next(letters: &[char], at: usize) -> Result<(Token, usize), ExpressionError> {
    let letter = letters[at];
    let follows = |wanted: char| letters.get(at + 1) == Some(&wanted);
    Ok(match letter {
        '<' if follows('=') => (Token::Sign(Sign::AtMost), 2),
        '<' if follows('>') => (Token::Sign(Sign::Unequal), 2),
        '>' if follows('=') => (Token::Sign(Sign::AtLeast), 2),
        '!' if follows('=') => (Token::Sign(Sign::Unequal), 2),
        '=' if follows('=') => (Token::Sign(Sign::Equal), 2),
        '&' if follows('&') => (Token::And, 2),
        '|' if follows('|') => (Token::Or, 2),
        '<' => (Token::Sign(Sign::Less), 1),
        '>' => (Token::Sign(Sign::More), 1),
        '=' => (Token::Sign(Sign::Equal), 1),
        '≤' => (Token::Sign(Sign::AtMost), 1),
        '≥' => (Token::Sign(Sign::AtLeast), 1),
        '≠' => (Token::Sign(Sign::Unequal), 1),
        '+' => (Token::Sum(Sum::Add), 1),
        '-' | '−' | '–' => (Token::Sum(Sum::Subtract), 1),
        '*' | '×' => (Token::Sum(Sum::Multiply), 1),
        '/' | '÷' => (Token::Sum(Sum::Divide), 1),
        '(' => (Token::Open, 1),
        ')' => (Token::Close, 1),
        '"' => quoted(letters, at, '"')?,
        '\'' => quoted(letters, at, '\'')?,
        '«' => quoted(letters, at, '»')?,
        '“' => quoted(letters, at, '”')?,
        letter if letter.is_ascii_digit() => number(letters, at)?,
        letter if letter.is_alphabetic() || letter == '_' => name(letters, at),
        letter => {
            let why = Message::new("expression-letter").text("found", letter.to_string());
            return Err(ExpressionError::new(at, why));
        }
    })
}

fn quoted(letters: &[char], at: usize, end: char) -> Result<(Token, usize), ExpressionError> {
    let rest = &letters[at + 1..];
    let length = rest.iter().position(|letter| *letter == end);
    let length = length.ok_or_else(|| ExpressionError::new(at, "expression-open-quote"))?;
    Ok((Token::Text(rest[..length].iter().collect()), length + 2))
}

/// Digits with a point or comma, and a letter for thousands or millions: 2000, 2.5, 2,5, 18k.
fn number(letters: &[char], at: usize) -> Result<(Token, usize), ExpressionError> {
    let is_part = |letter: &char| letter.is_alphanumeric() || matches!(letter, '.' | ',' | '_');
    let length = letters[at..].iter().take_while(|letter| is_part(letter)).count();
    let typed: String = letters[at..at + length].iter().collect();
    let no_number = || ExpressionError::new(at, Message::new("expression-number").text("found", &typed));
    let (digits, factor) = match typed.to_lowercase().strip_suffix(['k', 'к']) {
        Some(digits) => (digits.to_owned(), 1e3),
        None => match typed.to_lowercase().strip_suffix(['m', 'м']) {
            Some(digits) => (digits.to_owned(), 1e6),
            None => (typed.clone(), 1.0),
        },
    };
    // 2,000 may be two or two thousand: who means the one would not forgive the other.
    let is_grouped = digits.split_once(',').is_some_and(|(_, tail)| tail.len() == 3);
    if is_grouped {
        return Err(ExpressionError::new(at, Message::new("expression-comma").text("found", &typed)));
    }
    let value: f64 = digits.replace(',', ".").replace('_', "").parse().map_err(|_| no_number())?;
    if value.is_finite() { Ok((Token::Number(value * factor), length)) } else { Err(no_number()) }
}

fn name(letters: &[char], at: usize) -> (Token, usize) {
    let is_part = |letter: &&char| letter.is_alphanumeric() || **letter == '_' || **letter == '.';
    let length = letters[at..].iter().take_while(is_part).count();
    let typed: String = letters[at..at + length].iter().collect();
    let token = match typed.to_lowercase().as_str() {
        "and" | "и" => Token::And,
        "or" | "или" => Token::Or,
        "not" | "не" => Token::Not,
        "is" => Token::Is,
        _ => Token::Name(typed),
    };
    (token, length)
}
