//! The clocks beside the main one: which they are, what they show, how much of it a line holds.
//!
//! Knows no widgets but for the menu of the date block, which is made of the commands.

use crate::time::{Clock, Instant, UtcOffset, month_name};

use super::state::AppState;

/// What the clocks of one offset show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockReading {
    /// Short names of the places: "Tokyo, Chita".
    pub places: String,
    /// Their whole names, for a hint.
    pub names: String,
    /// "01:00".
    pub hour: String,
    /// "9 Aug" where it is another day than on the main clock, else empty.
    pub day: String,
}

impl ClockReading {
    fn new(clocks: &[&Clock], offset: UtcOffset, now: Instant, main_day: u8) -> Self {
        let fields = now.fields(offset);
        let join = |name: &dyn Fn(&Clock) -> String| clocks.iter().map(|c| name(c)).collect::<Vec<_>>().join(", ");
        let month: String = month_name(fields.month).chars().take(3).collect();
        Self {
            places: join(&|c| place(c).to_owned()),
            names: join(&|c| c.name.clone()),
            hour: fields.hour_minute(),
            day: if fields.day == main_day { String::new() } else { format!("{} {month}", fields.day) },
        }
    }
}

/// The first place of a clock's name: "Tokyo" of "Tokyo, Korea, Manchukuo".
#[must_use]
pub fn place(clock: &Clock) -> &str {
    clock.name.split([',', '(']).next().unwrap_or_default().trim()
}

/// The whole name of the main clock, with the places that share its offset.
#[must_use]
pub fn main_name(state: &AppState) -> String {
    let Some(main) = state.clocks.get(state.clock) else { return String::new() };
    let same = state.clocks.iter().enumerate().filter(|(i, c)| *i != state.clock && c.offset == main.offset);
    same.fold(main.name.clone(), |name, (_, clock)| format!("{name}, {}", place(clock)))
}

/// The other clocks at the instant shown, one entry an offset, in the campaign's order.
#[must_use]
pub fn others(state: &AppState) -> Vec<ClockReading> {
    let (now, main) = (state.playback.now(), state.offset());
    let main_day = state.fields(now).day;
    let mut offsets: Vec<UtcOffset> = Vec::new();
    for clock in &state.clocks {
        if clock.offset != main && !offsets.contains(&clock.offset) {
            offsets.push(clock.offset);
        }
    }
    let of = |offset: UtcOffset| state.clocks.iter().filter(|c| c.offset == offset).collect::<Vec<_>>();
    offsets.into_iter().map(|offset| ClockReading::new(&of(offset), offset, now, main_day)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gui::command::Command;
    use crate::model::Campaign;

    #[test]
    fn the_hour_of_the_attack_is_told_on_every_clock() {
        let mut state = AppState::new(Campaign::builtin(), (1280, 800));
        let attack = Instant::parse_rfc3339("1945-08-08T18:00:00+03:00").unwrap();
        state.seek(attack);
        let moscow = state.clocks.iter().position(|c| c.id == "moscow").unwrap();
        state.apply(Command::Clock(moscow));
        let fields = state.fields(attack);
        assert_eq!((fields.long_date(), fields.hour_minute()), ("8 August 1945".to_owned(), "18:00".to_owned()));
        let told: Vec<(String, String, String)> =
            others(&state).into_iter().map(|c| (c.places, c.hour, c.day)).collect();
        for (place, hour, day) in [("Tokyo, Chita", "00:00", "9 Aug"), ("Khabarovsk", "01:00", "9 Aug")] {
            assert!(told.contains(&(place.to_owned(), hour.to_owned(), day.to_owned())), "{told:?}");
        }
        // War time of the eastern United States: seven hours behind Moscow.
        assert!(told.contains(&("Washington".to_owned(), "11:00".to_owned(), String::new())), "{told:?}");
        assert_eq!(told.len(), 5, "equal offsets stand together: {told:?}");
    }

    #[test]
    fn days_are_counted_from_midnight_of_the_main_clock() {
        let mut state = AppState::new(Campaign::builtin(), (1280, 800));
        let moscow = state.clocks.iter().position(|c| c.id == "moscow").unwrap();
        state.apply(Command::Clock(moscow));
        state.apply(Command::DayForward);
        assert_eq!(state.playback.now(), Instant::parse_rfc3339("1945-08-08T00:00:00+03:00").unwrap());
        assert_eq!(state.request().spec.clock.0, "Moscow", "pictures are dated by the main clock");
    }
}
