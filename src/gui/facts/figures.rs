//! Strengths and losses of a formation or in an event: one count of one source a line, never added up.

use crate::data::Figure;

use super::words::told;
use super::{Line, List, Target, cite};
use crate::gui::state::AppState;
use crate::model::grouped;

/// The counts that belong to the thing with an id; `None` if there are none.
pub fn of(state: &AppState, id: &str) -> Option<List> {
    let counts = state.dataset.figures.iter().filter(|figure| figure.subject == id);
    let lines: Vec<Line> = counts.map(|figure| line(state, figure)).collect();
    (!lines.is_empty()).then(|| List { title: "Figures, as the sources count them".to_owned(), lines })
}

fn line(state: &AppState, figure: &Figure) -> Line {
    let sources: Vec<String> = cite::cited(state, &figure.sources).into_iter().map(|cited| cited.short).collect();
    let text = format!("{}: {}. {} [{}]", figure.name, number(figure), figure.scope, sources.join("; "));
    Line { when: told(state, &figure.as_of.to_string()), text, target: Target::default(), is_now: false }
}

/// "654,000", "79,000 to 84,000".
fn number(figure: &Figure) -> String {
    if figure.low == figure.high {
        return grouped(&figure.low.to_string());
    }
    format!("{} to {}", grouped(&figure.low.to_string()), grouped(&figure.high.to_string()))
}
