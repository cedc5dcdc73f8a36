//! Owns streaming through XML: events with their line, and limits against files made to fill the
//! memory. Entities are never expanded but for the five of XML. Does not know formats.

use crate::report::Error;
use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};
use std::{
    borrow::Cow,
    io::{BufRead, BufReader, Read},
};

/// Largest piece between two tags, and largest tag.
const MOST_BYTES_AN_EVENT: usize = 16 << 20;
/// Deepest nesting.
const MOST_DEPTH: usize = 200;

/// Events of a file, one after the other. Empty elements come as a start and an end.
pub(crate) struct Xml<R: Read> {
    reader: Reader<Limited<BufReader<R>>>,
    buffer: Vec<u8>,
    depth: usize,
}

impl<R: Read> Xml<R> {
    pub(crate) fn new(input: R) -> Self {
        let inner = BufReader::with_capacity(1 << 16, input);
        let mut reader = Reader::from_reader(Limited { inner, left: MOST_BYTES_AN_EVENT, line: 1 });
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), depth: 0 }
    }

    /// The line that the last event ended in.
    pub(crate) fn line(&self) -> u64 {
        self.reader.get_ref().line
    }

    /// The next event; [`Event::Eof`] at the end.
    pub(crate) fn next(&mut self) -> Result<Event<'_>, Error> {
        self.buffer.clear();
        self.reader.get_mut().left = MOST_BYTES_AN_EVENT;
        let line = self.reader.get_ref().line;
        let event = self.reader.read_event_into(&mut self.buffer).map_err(|cause| broken(line, &cause))?;
        match event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Eof if self.depth > 0 => {
                return Err(Error::malformed(line, "the end of the document", "the end of the file"));
            }
            _ => {}
        }
        if self.depth > MOST_DEPTH {
            return Err(Error::malformed(line, "elements less than 200 deep", "more"));
        }
        Ok(event)
    }
}

fn broken(line: u64, cause: &quick_xml::Error) -> Error {
    match cause {
        quick_xml::Error::Io(cause) => {
            Error::Read { line, cause: std::io::Error::new(cause.kind(), cause.to_string()) }
        }
        other => Error::malformed(line, "well-formed XML", other.to_string()),
    }
}

/// Appends the text of an event, if it is one.
pub(crate) fn push_text(event: &Event<'_>, text: &mut String) {
    match event {
        Event::Text(part) => text.push_str(&part.decode().unwrap_or_default()),
        Event::CData(part) => text.push_str(&part.decode().unwrap_or_default()),
        Event::GeneralRef(part) => match part.resolve_char_ref() {
            Ok(Some(letter)) => text.push(letter),
            // Entities of a file's own are not expanded.
            _ => text
                .push_str(resolve_predefined_entity(&part.decode().unwrap_or_default()).unwrap_or_default()),
        },
        _ => {}
    }
}

/// The text of an attribute.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    attribute_text(element, name).map(Cow::into_owned)
}

/// The text of an attribute, which is copied only where it does not stand there as it is.
pub(crate) fn attribute_text<'a>(element: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    let mut attributes = element.attributes();
    let mut attributes = attributes.with_checks(false).map_while(Result::ok);
    let attribute = attributes.find(|attribute| attribute.key.as_ref() == name.as_bytes())?;
    if let Cow::Borrowed(value) = attribute.value
        && is_plain(value)
    {
        return str::from_utf8(value).ok().map(Cow::Borrowed);
    }
    let value = attribute.decoded_and_normalized_value(XmlVersion::Implicit1_0, element.decoder());
    value.ok().map(|text| Cow::Owned(text.into_owned()))
}

/// Whether bytes of an attribute are its text in whatever encoding.
fn is_plain(value: &[u8]) -> bool {
    value.iter().all(|&byte| matches!(byte, b' '..=b'~') && byte != b'&')
}

/// Bytes that end where too many come without an event, and lines counted on the way.
struct Limited<R> {
    inner: R,
    left: usize,
    line: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.inner.read(buffer)
    }
}

impl<R: BufRead> BufRead for Limited<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.left == 0 {
            let said = "more than 16 MB without a tag";
            return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, said));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        // What is consumed was filled before.
        if let Ok(bytes) = self.inner.fill_buf() {
            // Pieces are a tag or a text long: a search costs more to begin than it saves.
            let ends = bytes[..amount.min(bytes.len())].iter().filter(|byte| **byte == b'\n');
            self.line += ends.count() as u64;
        }
        self.left = self.left.saturating_sub(amount);
        self.inner.consume(amount);
    }
}
