//! Owns fetching, in the background, what the file of a detection says of it beyond what is
//! kept, and what people said of it. Does not read or show it.

use crate::{
    jobs::Jobs,
    lang::Message,
    session::{DetectionDetails, Session, fault_told},
};
use eframe::egui::Context;
use review::Review;

/// What is known of the detection looked at.
pub(super) struct Known {
    /// What its file says.
    pub(super) details: Result<DetectionDetails, Message>,
    /// What was said of it last, or why that is not known.
    pub(super) review: Result<Option<Review>, String>,
}

impl Known {
    fn of(session: &Session, row: u32) -> Self {
        let review = session.standing_review(row).map_err(|error| {
            let told = fault_told(&error).unwrap_or_else(|| Message::Data(error.to_string()));
            told.say(&session.words())
        });
        Self { details: session.detection_details(row).map_err(|error| error.told()), review }
    }
}

/// The detection looked at last.
#[derive(Default)]
pub(super) struct Details {
    row: Option<u32>,
    known: Option<Known>,
    jobs: Jobs<(u32, Known)>,
}

impl Details {
    /// Details of a detection; none until they are read.
    pub(super) fn of(&mut self, ctx: &Context, session: &Session, row: u32) -> Option<&Known> {
        if self.row != Some(row) {
            self.row = Some(row);
            self.known = None;
            let (session, waker) = (session.for_background(), ctx.clone());
            self.jobs.start(
                "details",
                move || waker.request_repaint(),
                move |_| (row, Known::of(&session, row)),
            );
        }
        for (of, known) in self.jobs.finished() {
            if self.row == Some(of) {
                self.known = Some(known);
            }
        }
        self.known.as_ref()
    }
}
