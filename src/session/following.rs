//! Owns going on with newer contents of the same files where somebody looked at the older ones. Does not read them.

use super::{PointFocus, Session};
use crate::atlas::Detections;

impl Session {
    /// Goes on where `before` was, of which this is what the same files say now: what is shown, what can be undone
    /// and, where it is still there, the detection looked at.
    pub fn go_on_from(&mut self, before: Self) {
        let point = match before.document.point {
            Some(PointFocus::Detection(row)) => {
                let known = before.detections.as_deref().zip(self.detections.as_deref());
                known.and_then(|(before, now)| same_detection(before, row, now)).map(PointFocus::Detection)
            }
            // Clusters are numbered anew.
            Some(PointFocus::Cluster(_)) | None => None,
        };
        self.document = before.document;
        self.document.point = point;
        self.done = before.done;
        self.undone = before.undone;
        self.revision = self.revision.max(before.revision) + 1;
    }
}

/// The row of a detection among those of a newer file: of its kind, where it is, and of those the one that is seen
/// since the same minute, if there are several.
fn same_detection(before: &Detections, row: u32, now: &Detections) -> Option<u32> {
    let at = row as usize;
    let place = |of: &Detections, at: usize| {
        let (lon, lat) = (of.lon.get(at)?, of.lat.get(at)?);
        Some((lon.to_bits(), lat.to_bits(), *of.kind.get(at)?))
    };
    let since = |of: &Detections, at: usize| {
        (of.first_seen_day.get(at).copied(), of.first_seen_minute.get(at).copied())
    };
    let wanted = place(before, at)?;
    let mut same = (0..now.len()).filter(|&at| place(now, at) == Some(wanted));
    let first = same.next()?;
    let is_it = |row: &usize| since(now, *row) == since(before, at);
    let row = std::iter::once(first).chain(same).find(is_it).unwrap_or(first);
    u32::try_from(row).ok()
}

#[cfg(test)]
mod tests {
    use crate::{
        io,
        session::{Command, PointFocus, Session, Sources},
    };
    use std::path::Path;

    fn opened(path: &Path, rows: &str) -> Session {
        io::write_file(path, format!("lon,lat,kind,kw,first_seen\n{rows}").as_bytes()).expect("written");
        let sources = Sources { detections: Some(path.to_owned()), ..Sources::default() };
        Session::open(&sources).expect("opens")
    }

    #[test]
    fn what_is_looked_at_stays_while_detections_come_and_go() {
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join("d.csv");
        let there = "104.3,52.3,abnormal_load,30,2025-02-01\n104.4,52.4,abnormal_load,5,2025-03-01\n";
        let mut before = opened(&path, there);
        before.apply(Command::Focus(Some("RU-IRK".into()))).expect("known");
        before.apply(Command::LookAt(Some(PointFocus::Detection(1)))).expect("there");
        let revision = before.revision();
        let mut now = opened(&path, &format!("104.2,52.2,abnormal_load,9,2025-03-02\n{there}"));
        now.go_on_from(before);
        assert_eq!(now.document().point, Some(PointFocus::Detection(2)));
        assert_eq!(now.document().focus.as_deref(), Some("RU-IRK"));
        assert!(now.revision() > revision && now.can_undo());
        let mut gone = opened(&path, "104.2,52.2,abnormal_load,9,2025-03-02\n");
        gone.go_on_from(now);
        assert_eq!(gone.document().point, None);
        assert!(gone.undo(), "what was done before can be undone");
    }
}
