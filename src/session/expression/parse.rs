//! Owns the grammar of expressions: what stands where, what is bound closer, and what is said where
//! something else stands there. Does not compute.

use super::{Condition, Expression, ExpressionError, Kind, Names, Number, Sign, Sum, token, token::Token};
use crate::lang::Message;

/// Brackets within brackets: deeper ones are a mistake, and would only wear out the stack.
const DEEPEST: usize = 40;

/// Words of the language that say that something is, or is not, known.
const KNOWN: [&str; 2] = ["known", "известно"];
const MISSING: [&str; 3] = ["missing", "unknown", "неизвестно"];

pub(super) fn read(typed: &str, names: &dyn Names) -> Result<Expression, ExpressionError> {
    let tokens = token::split(typed)?;
    let end = typed.chars().count();
    let mut parser = Parser { tokens, at: 0, end, names, named: Vec::new(), depth: 0 };
    let root = parser.either()?;
    if parser.at < parser.tokens.len() {
        return Err(parser.unexpected("expression-expected-and"));
    }
    Ok(Expression { root, names: parser.named })
}

struct Parser<'a> {
    tokens: Vec<(usize, String, Token)>,
    at: usize,
    /// Characters typed.
    end: usize,
    names: &'a dyn Names,
    named: Vec<String>,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(_, _, token)| token)
    }

    fn take(&mut self, wanted: &Token) -> bool {
        let is_it = self.peek() == Some(wanted);
        self.at += usize::from(is_it);
        is_it
    }

    fn place(&self) -> usize {
        self.tokens.get(self.at).map_or(self.end, |(place, ..)| *place)
    }

    fn unexpected(&self, expected: &'static str) -> ExpressionError {
        let found = self.tokens.get(self.at);
        let found =
            found.map_or_else(|| "expression-end".into(), |(_, typed, _)| Message::Data(typed.clone()));
        let why = Message::new("expression-unexpected").with("found", found).with("expected", expected);
        ExpressionError::new(self.place(), why)
    }

    fn either(&mut self) -> Result<Condition, ExpressionError> {
        let mut all = self.both()?;
        while self.take(&Token::Or) {
            all = Condition::Or(Box::new(all), Box::new(self.both()?));
        }
        Ok(all)
    }

    fn both(&mut self) -> Result<Condition, ExpressionError> {
        let mut all = self.condition()?;
        while self.take(&Token::And) {
            all = Condition::And(Box::new(all), Box::new(self.condition()?));
        }
        Ok(all)
    }

    fn condition(&mut self) -> Result<Condition, ExpressionError> {
        if self.take(&Token::Not) {
            return self.deeper(|parser| Ok(Condition::Not(Box::new(parser.condition()?))));
        }
        // A bracket holds a condition, or begins a number.
        if self.peek() == Some(&Token::Open) && !self.holds_number() {
            return self.deeper(|parser| {
                parser.at += 1;
                let inner = parser.either()?;
                if parser.take(&Token::Close) {
                    Ok(inner)
                } else {
                    Err(parser.unexpected("expression-expected-close"))
                }
            });
        }
        self.comparison()
    }

    /// Whether the bracket that opens here holds nothing that makes a condition.
    fn holds_number(&self) -> bool {
        let mut open = 0_usize;
        for (_, _, token) in self.tokens.iter().skip(self.at) {
            match token {
                Token::Open => open += 1,
                Token::Close => open -= 1,
                Token::Sign(_) | Token::Is | Token::And | Token::Or | Token::Not => return false,
                _ => {}
            }
            if open == 0 {
                break;
            }
        }
        true
    }

    fn deeper<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, ExpressionError>,
    ) -> Result<T, ExpressionError> {
        if self.depth == DEEPEST {
            return Err(ExpressionError::new(self.place(), "expression-too-deep"));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    fn comparison(&mut self) -> Result<Condition, ExpressionError> {
        if let Some(Token::Name(typed)) = self.peek().cloned() {
            let place = self.place();
            let (name, kind) = self.named(&typed)?;
            match self.tokens.get(self.at + 1).map(|(_, _, token)| token.clone()) {
                Some(Token::Is) => {
                    self.at += 2;
                    return self.known(name);
                }
                Some(Token::Sign(sign)) if kind == Kind::Text => {
                    self.at += 2;
                    return self.says(name, sign, place);
                }
                _ if kind == Kind::Text => {
                    self.at += 1;
                    return Err(self.unexpected("expression-expected-is"));
                }
                _ => {}
            }
        }
        let one = self.sum()?;
        let Some(Token::Sign(sign)) = self.peek().cloned() else {
            return Err(self.unexpected("expression-expected-sign"));
        };
        self.at += 1;
        let other = self.sum()?;
        // 0 < balance < 5 reads well and would mean something else.
        if matches!(self.peek(), Some(Token::Sign(_))) {
            return Err(ExpressionError::new(self.place(), "expression-two-signs"));
        }
        Ok(Condition::Compare(one, sign, other))
    }

    /// After "is": known, missing, not known.
    fn known(&mut self, name: String) -> Result<Condition, ExpressionError> {
        let is_not = self.take(&Token::Not);
        let Some(Token::Name(word)) = self.peek().cloned() else {
            return Err(self.unexpected("expression-expected-known"));
        };
        let word = word.to_lowercase();
        let is_known = KNOWN.contains(&word.as_str());
        if !is_known && !MISSING.contains(&word.as_str()) {
            return Err(self.unexpected("expression-expected-known"));
        }
        self.at += 1;
        let known = Condition::Known(name);
        Ok(if is_known == is_not { Condition::Not(Box::new(known)) } else { known })
    }

    /// A text that is, or is not, these words.
    fn says(&mut self, name: String, sign: Sign, place: usize) -> Result<Condition, ExpressionError> {
        let is_it = match sign {
            Sign::Equal => true,
            Sign::Unequal => false,
            _ => {
                return Err(ExpressionError::new(place, Message::new("expression-text").text("name", &name)));
            }
        };
        match self.peek().cloned() {
            // One word needs no quotes.
            Some(Token::Text(words) | Token::Name(words)) => {
                self.at += 1;
                Ok(Condition::Says(name, is_it, words))
            }
            _ => Err(self.unexpected("expression-expected-words")),
        }
    }

    fn sum(&mut self) -> Result<Number, ExpressionError> {
        let mut all = self.product()?;
        while let Some(Token::Sum(sum @ (Sum::Add | Sum::Subtract))) = self.peek().cloned() {
            self.at += 1;
            all = Number::Computed(Box::new(all), sum, Box::new(self.product()?));
        }
        Ok(all)
    }

    fn product(&mut self) -> Result<Number, ExpressionError> {
        let mut all = self.number()?;
        while let Some(Token::Sum(sum @ (Sum::Multiply | Sum::Divide))) = self.peek().cloned() {
            self.at += 1;
            all = Number::Computed(Box::new(all), sum, Box::new(self.number()?));
        }
        Ok(all)
    }

    fn number(&mut self) -> Result<Number, ExpressionError> {
        match self.peek().cloned() {
            Some(Token::Number(value)) => {
                self.at += 1;
                Ok(Number::Given(value))
            }
            Some(Token::Sum(Sum::Subtract)) => {
                self.at += 1;
                let value = self.deeper(Self::number)?;
                Ok(Number::Computed(Box::new(Number::Given(0.0)), Sum::Subtract, Box::new(value)))
            }
            Some(Token::Open) => self.deeper(|parser| {
                parser.at += 1;
                let inner = parser.sum()?;
                if parser.take(&Token::Close) {
                    Ok(inner)
                } else {
                    Err(parser.unexpected("expression-expected-close"))
                }
            }),
            Some(Token::Name(typed)) => {
                let place = self.place();
                let (name, kind) = self.named(&typed)?;
                if kind == Kind::Text {
                    let why = Message::new("expression-text").text("name", &name);
                    return Err(ExpressionError::new(place, why));
                }
                self.at += 1;
                Ok(Number::Named(name))
            }
            _ => Err(self.unexpected("expression-expected-number")),
        }
    }

    fn named(&mut self, typed: &str) -> Result<(String, Kind), ExpressionError> {
        let Some((name, kind)) = self.names.find(typed) else {
            let why =
                Message::new("expression-name").text("found", typed).text("near", self.names.near(typed));
            return Err(ExpressionError::new(self.place(), why));
        };
        if !self.named.contains(&name) {
            self.named.push(name.clone());
        }
        Ok((name, kind))
    }
}
