//! What the time line promises.

use proptest::prelude::*;

use super::*;

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

fn edtf(text: &str) -> Edtf {
    text.parse().unwrap()
}

fn offset(text: &str) -> UtcOffset {
    text.parse().unwrap()
}

#[test]
fn the_zero_hour_is_one_instant_on_every_clock() {
    let zero_hour = at("1945-08-09T00:00:00+09:00");
    assert_eq!(zero_hour, at("1945-08-08T18:00:00+03:00"));
    assert_eq!(zero_hour, at("1945-08-08T15:00:00Z"));
    assert_eq!(zero_hour, at("1945-08-08 11:00-0400"));
    assert_eq!(zero_hour.unix_secs(), -769_942_800);
    assert_eq!(zero_hour.to_rfc3339(offset("-04:00")), "1945-08-08T11:00:00-04:00");
}

#[test]
fn fields_are_those_of_the_clock_that_is_asked() {
    let noon = at("1945-08-15T12:00:30+09:00");
    let tokyo = noon.fields(UtcOffset::PLUS_NINE);
    assert_eq!((tokyo.year, tokyo.month, tokyo.day), (1945, 8, 15));
    assert_eq!((tokyo.hour, tokyo.minute, tokyo.second), (12, 0, 30));
    assert_eq!(tokyo.weekday, Weekday::Wednesday);
    assert_eq!(tokyo.long_date(), "15 August 1945");
    let washington = noon.fields(offset("-04:00"));
    assert_eq!((washington.day, washington.hour, washington.weekday), (14, 23, Weekday::Tuesday));
}

#[test]
fn the_ends_of_the_time_line_have_fields_and_a_text() {
    for t in [Instant::DISTANT_PAST, Instant::DISTANT_FUTURE] {
        for mins in [-18 * 60, 0, 18 * 60] {
            let fields = t.fields(UtcOffset::from_mins(mins).unwrap());
            assert!((-9999..=9999).contains(&fields.year));
        }
        assert_eq!(t.to_rfc3339(UtcOffset::UTC), "..");
    }
}

#[test]
fn what_a_person_types_is_read_with_the_campaigns_clock() {
    let clock = UtcOffset::PLUS_NINE;
    for (text, wanted) in [
        ("1945-08-20", "1945-08-20T00:00:00+09:00"),
        ("1945-08-20T12:00", "1945-08-20T12:00:00+09:00"),
        ("1945-08-20 12:00", "1945-08-20T12:00:00+09:00"),
        (" 1945-08-20T12:00+03:00 ", "1945-08-20T18:00:00+09:00"),
        ("1945-08-20T24:00", "1945-08-21T00:00:00+09:00"),
        ("1945-08-20T12:00:00.75Z", "1945-08-20T21:00:00+09:00"),
        ("1945-08", "1945-08-01T00:00:00+09:00"),
    ] {
        assert_eq!(Instant::parse_at(text, clock).map(|t| t.to_rfc3339(clock)), Ok(wanted.to_owned()), "{text}");
    }
}

#[test]
fn a_bad_time_is_refused_with_a_cure() {
    for (text, cure) in [
        ("", "write 1945-08-20"),
        ("yesterday", "write 1945-08-20"),
        ("1945-8-9", "write 1945-08-20"),
        ("1945-08-20T", "write 1945-08-20"),
        ("1945-08-20T1:00", "write 1945-08-20"),
        ("1945-08T12:00", "write 1945-08-20"),
        ("194X-08", "write 1945-08-20"),
        ("1945-XX-15", "write 1945-08-20"),
        ("1945-08-20T12:00:00:00", "write 1945-08-20"),
        ("1945-06-31", "no day 31 in month 6"),
        ("1945-02-29", "no day 29 in month 2"),
        ("1945-08-20T25:00", "24:00 for the end of a day"),
        ("1945-08-20T24:01", "24:00 for the end of a day"),
        ("1945-08-20T12:00+9", "Z or +09:00"),
        ("1945-08-20T12:00+19:00", "at most 18 hours"),
        ("1945-08-20/1945-08-19", "exchange"),
        ("../..", "write 1945-08-20"),
        ("1945-08-２０", "write 1945-08-20"),
        ("1945-08-20T12:00+é90", "Z or +09:00"),
    ] {
        let error = text.parse::<Edtf>().unwrap_err().to_string();
        assert!(error.contains(cure), "{text}: {error}");
    }
    assert!(matches!(Instant::parse_rfc3339("1945-08-20T12:00"), Err(TimeError::NoOffset { .. })));
    assert!(matches!(Instant::parse_rfc3339("1945-08-20"), Err(TimeError::NotADate { .. })));
}

#[test]
fn a_date_of_reduced_precision_covers_its_whole_period() {
    let clock = UtcOffset::PLUS_NINE;
    for (text, first, end, precision) in [
        ("1945-08-12", "1945-08-12T00:00", "1945-08-13T00:00", Precision::Day),
        ("1945-08-12~", "1945-08-12T00:00", "1945-08-13T00:00", Precision::Day),
        ("1945-08-31", "1945-08-31T00:00", "1945-09-01T00:00", Precision::Day),
        ("1945-12", "1945-12-01T00:00", "1946-01-01T00:00", Precision::Month),
        ("1945-08-XX", "1945-08-01T00:00", "1945-09-01T00:00", Precision::Month),
        ("1945-XX-XX", "1945-01-01T00:00", "1946-01-01T00:00", Precision::Year),
        ("1945", "1945-01-01T00:00", "1946-01-01T00:00", Precision::Year),
        ("194X", "1940-01-01T00:00", "1950-01-01T00:00", Precision::Decade),
        ("19XX?", "1900-01-01T00:00", "2000-01-01T00:00", Precision::Century),
        ("1945-08-12T18:00", "1945-08-12T18:00", "1945-08-12T18:00", Precision::Minute),
        ("1945-08-12T12:00:00+03:00", "1945-08-12T18:00", "1945-08-12T18:00", Precision::Second),
        ("1945-08-12/1945-08", "1945-08-12T00:00", "1945-09-01T00:00", Precision::Month),
    ] {
        let read = edtf(text);
        let wanted = |text| Instant::parse_at(text, clock).unwrap();
        assert_eq!(read.period(clock), Period::new(wanted(first), wanted(end)).unwrap(), "{text}");
        assert_eq!(read.precision(), Some(precision), "{text}");
        assert_eq!(read.to_string(), text);
    }
}

#[test]
fn an_open_end_has_no_end() {
    let clock = UtcOffset::UTC;
    assert_eq!(edtf("..").period(clock), Period::ALWAYS);
    assert_eq!(edtf("1945-08-12/..").end_instant(clock), Instant::DISTANT_FUTURE);
    assert_eq!(edtf("1945-08-12/").end_instant(clock), Instant::DISTANT_FUTURE);
    assert_eq!(edtf("/1945-08-12").first_instant(clock), Instant::DISTANT_PAST);
    assert_eq!(edtf("9998").end_instant(clock), Instant::DISTANT_FUTURE);
}

#[test]
fn a_day_is_a_day_of_its_clock() {
    let day: Day = "1945-08-09".parse().unwrap();
    let clock = UtcOffset::PLUS_NINE;
    assert_eq!(day.start(clock), at("1945-08-09T00:00:00+09:00"));
    assert_eq!(day.end(clock), day.plus_days(1).start(clock));
    assert_eq!(Day::containing(day.start(clock), clock), day);
    assert_eq!(Day::containing(day.end(clock).plus_secs(-1), clock), day);
    assert_eq!(Day::containing(day.start(clock), UtcOffset::UTC), day.plus_days(-1));
    assert_eq!(day.fields().weekday, Weekday::Thursday);
    assert_eq!(day.to_string(), "1945-08-09");
    assert_eq!(Day::from_ymd(1945, 9, 5).unwrap().days_since(day), 27);
    assert_eq!(Day::from_ymd(1900, 2, 29), None);
    assert!("1945-08".parse::<Day>().is_err());
}

/// The campaign's range and clock.
fn campaign() -> Playback {
    let range = Period::new(at("1945-08-08T00:00:00+09:00"), at("1945-09-06T00:00:00+09:00")).unwrap();
    Playback::new(range, UtcOffset::PLUS_NINE)
}

fn seek(playback: &mut Playback, text: &str) {
    playback.apply(PlaybackCommand::Seek(Instant::parse_at(text, UtcOffset::PLUS_NINE).unwrap()), &[]);
}

fn shown(playback: &Playback) -> String {
    playback.now().to_rfc3339(UtcOffset::PLUS_NINE)[..16].to_owned()
}

#[test]
fn steps_land_on_midnight_and_on_six_oclock() {
    for (from, command, to) in [
        ("1945-08-12T07:30", PlaybackCommand::StepDays(1), "1945-08-13T00:00"),
        ("1945-08-12T07:30", PlaybackCommand::StepDays(-1), "1945-08-12T00:00"),
        ("1945-08-12", PlaybackCommand::StepDays(1), "1945-08-13T00:00"),
        ("1945-08-12", PlaybackCommand::StepDays(-1), "1945-08-11T00:00"),
        ("1945-08-12T07:30", PlaybackCommand::StepDays(-3), "1945-08-10T00:00"),
        ("1945-08-12T07:30", PlaybackCommand::StepHours(6), "1945-08-12T12:00"),
        ("1945-08-12T07:30", PlaybackCommand::StepHours(-6), "1945-08-12T06:00"),
        ("1945-08-12T06:00", PlaybackCommand::StepHours(-6), "1945-08-12T00:00"),
        ("1945-08-12T06:00", PlaybackCommand::StepHours(5), "1945-08-12T11:00"),
        ("1945-08-08T03:00", PlaybackCommand::StepDays(-1), "1945-08-08T00:00"),
        ("1945-08-08", PlaybackCommand::StepDays(-1), "1945-08-08T00:00"),
        ("1945-09-05T03:00", PlaybackCommand::StepDays(1), "1945-09-06T00:00"),
        ("1945-09-06", PlaybackCommand::StepDays(1), "1945-09-06T00:00"),
        ("1945-09-06", PlaybackCommand::StepDays(i32::MIN), "1945-08-08T00:00"),
        ("1945-09-06", PlaybackCommand::StepHours(i32::MAX), "1945-09-06T00:00"),
        ("1945-08-12", PlaybackCommand::StepDays(0), "1945-08-12T00:00"),
    ] {
        let mut playback = campaign();
        seek(&mut playback, from);
        playback.apply(command, &[]);
        assert_eq!(shown(&playback), to, "{from} {command:?}");
    }
}

#[test]
fn a_step_back_right_after_midnight_lands_on_that_midnight() {
    let mut playback = campaign();
    seek(&mut playback, "1945-08-12");
    playback.apply(PlaybackCommand::Play, &[]);
    playback.advance(0.5 / (12.0 * 3600.0));
    assert_eq!(shown(&playback), "1945-08-12T00:00");
    playback.apply(PlaybackCommand::StepDays(-1), &[]);
    assert_eq!(shown(&playback), "1945-08-12T00:00");
    assert!(!playback.is_playing());
    playback.apply(PlaybackCommand::StepDays(-1), &[]);
    assert_eq!(shown(&playback), "1945-08-11T00:00");
}

#[test]
fn playing_stops_at_the_end_and_begins_anew_when_asked() {
    let mut playback = campaign();
    playback.apply(PlaybackCommand::SetSpeed(24.0), &[]);
    playback.apply(PlaybackCommand::Play, &[]);
    assert!(playback.advance(28.0));
    assert_eq!(shown(&playback), "1945-09-05T00:00");
    assert!(playback.is_playing());
    assert!(playback.advance(2.0));
    assert_eq!(shown(&playback), "1945-09-06T00:00");
    assert!(!playback.is_playing());
    assert!(!playback.advance(2.0));
    playback.apply(PlaybackCommand::Toggle, &[]);
    assert_eq!(shown(&playback), "1945-08-08T00:00");
    playback.apply(PlaybackCommand::Toggle, &[]);
    playback.apply(PlaybackCommand::SetDirection(Direction::Backwards), &[]);
    playback.apply(PlaybackCommand::Play, &[]);
    assert_eq!(shown(&playback), "1945-09-06T00:00");
    playback.advance(1.0);
    assert_eq!(shown(&playback), "1945-09-05T00:00");
}

#[test]
fn a_loop_shows_the_end_and_goes_on_from_the_start() {
    let mut playback = campaign();
    playback.apply(PlaybackCommand::SetSpeed(24.0), &[]);
    playback.apply(PlaybackCommand::SetLoop(true), &[]);
    playback.apply(PlaybackCommand::Play, &[]);
    playback.advance(29.0);
    assert_eq!(shown(&playback), "1945-09-06T00:00");
    playback.advance(0.5);
    assert_eq!(shown(&playback), "1945-08-08T12:00");
    playback.apply(PlaybackCommand::SetDirection(Direction::Backwards), &[]);
    playback.advance(1.0);
    assert_eq!(shown(&playback), "1945-09-05T12:00");
    playback.advance(29.0 * 1000.0);
    assert_eq!(shown(&playback), "1945-09-05T12:00");
}

#[test]
fn event_steps_go_to_the_nearest_event_and_stay_where_there_is_none() {
    let events = ["1945-08-15T12:00", "1945-08-09", "1945-08-20", "1945-02-11", "1945-08-15T12:00"]
        .map(|text| Instant::parse_at(text, UtcOffset::PLUS_NINE).unwrap());
    let mut playback = campaign();
    let mut go = |command| {
        playback.apply(command, &events);
        shown(&playback)
    };
    assert_eq!(go(PlaybackCommand::PrevEvent), "1945-08-08T00:00");
    assert_eq!(go(PlaybackCommand::NextEvent), "1945-08-09T00:00");
    assert_eq!(go(PlaybackCommand::NextEvent), "1945-08-15T12:00");
    assert_eq!(go(PlaybackCommand::NextEvent), "1945-08-20T00:00");
    assert_eq!(go(PlaybackCommand::NextEvent), "1945-08-20T00:00");
    assert_eq!(go(PlaybackCommand::PrevEvent), "1945-08-15T12:00");
}

#[test]
fn senseless_numbers_change_nothing() {
    let mut playback = campaign();
    playback.apply(PlaybackCommand::Play, &[]);
    let before = playback;
    playback.apply(PlaybackCommand::SetSpeed(f64::NAN), &[]);
    for elapsed_secs in [f64::NAN, f64::INFINITY, -1.0, 0.0] {
        assert!(!playback.advance(elapsed_secs));
    }
    assert_eq!(playback, before);
    playback.apply(PlaybackCommand::SetSpeed(1e9), &[]);
    assert!((playback.speed() - MAX_SPEED).abs() < f64::EPSILON);
    playback.advance(f64::MAX);
    assert_eq!(playback.now(), playback.range().end());
}

fn any_offset() -> impl Strategy<Value = UtcOffset> {
    (-18 * 60..=18 * 60_i16).prop_map(|mins| UtcOffset::from_mins(mins).unwrap())
}

fn any_command() -> impl Strategy<Value = PlaybackCommand> {
    prop_oneof![
        Just(PlaybackCommand::Play),
        Just(PlaybackCommand::Pause),
        Just(PlaybackCommand::Toggle),
        Just(PlaybackCommand::Start),
        Just(PlaybackCommand::End),
        Just(PlaybackCommand::NextEvent),
        Just(PlaybackCommand::PrevEvent),
        any::<i32>().prop_map(PlaybackCommand::StepDays),
        (-40..40).prop_map(PlaybackCommand::StepHours),
        any::<i64>().prop_map(|secs| PlaybackCommand::Seek(Instant::from_unix_secs(secs))),
        any::<f64>().prop_map(PlaybackCommand::SetSpeed),
        any::<bool>().prop_map(PlaybackCommand::SetLoop),
        prop_oneof![Just(Direction::Forwards), Just(Direction::Backwards)].prop_map(PlaybackCommand::SetDirection),
    ]
}

proptest! {
    #[test]
    fn rfc_3339_round_trips(secs in -62_135_596_800_i64..253_300_000_000, offset in any_offset()) {
        let t = Instant::from_unix_secs(secs);
        // Years that need a sign are beyond RFC 3339.
        prop_assume!((0..=9998).contains(&t.fields(offset).year));
        prop_assert_eq!(Instant::parse_rfc3339(&t.to_rfc3339(offset)), Ok(t));
    }

    #[test]
    fn edtf_round_trips(
        text in "(19[0-9]{2}|19[0-9]X|19XX|19[0-9]{2}-(0[1-9]|1[0-2]|XX)|19[0-9]{2}-XX-XX\
                 |19[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8]|XX)\
                 |19[0-9]{2}-0[1-9]-1[0-9]T[01][0-9]:[0-5][0-9](:[0-5][0-9])?(\\+0[0-9]:[03]0)?)[?~%]?"
    ) {
        prop_assert_eq!(edtf(&text).to_string(), text);
    }

    #[test]
    fn reading_a_date_never_panics_and_a_period_never_runs_backwards(text in "[0-9X./T:+~?Z -]{0,24}", other in ".{0,12}") {
        for text in [text, other] {
            if let Ok(read) = text.parse::<Edtf>() {
                prop_assert!(read.first_instant(UtcOffset::UTC) <= read.end_instant(UtcOffset::UTC));
                prop_assert_eq!(read.to_string().parse(), Ok(read));
            }
        }
    }

    #[test]
    fn fields_round_trip(secs in -377_000_000_000_i64..253_000_000_000, offset in any_offset()) {
        let t = Instant::from_unix_secs(secs);
        let f = t.fields(offset);
        let back = Instant::from_fields((f.year, f.month, f.day), (f.hour, f.minute, f.second), offset);
        prop_assert_eq!(back, Some(t));
        prop_assert!(Day::containing(t, offset).period(offset).contains(t));
    }

    #[test]
    fn playback_never_leaves_its_range(
        commands in prop::collection::vec((any_command(), -1.0..100.0_f64), 1..40),
        events in prop::collection::vec((-774_000_000_i64..-766_000_000).prop_map(Instant::from_unix_secs), 0..5),
    ) {
        let mut playback = campaign();
        for (command, elapsed_secs) in commands {
            playback.apply(command, &events);
            playback.advance(elapsed_secs);
            prop_assert!(playback.range().start() <= playback.now() && playback.now() <= playback.range().end());
            prop_assert!((0.0..=1.0).contains(&playback.fraction()));
            prop_assert!((MIN_SPEED..=MAX_SPEED).contains(&playback.speed()));
        }
    }

    #[test]
    fn many_short_steps_are_one_long_step(
        steps in prop::collection::vec(1_u32..40, 1..400),
        is_looping in any::<bool>(),
        is_backwards in any::<bool>(),
        start_secs in 0_i64..2_505_600,
    ) {
        // Steps of 1/256 s at 12 h/s are exact in binary, so equality is exact too.
        let mut many = campaign();
        let start = many.range().start().plus_secs(start_secs);
        many.apply(PlaybackCommand::SetLoop(is_looping), &[]);
        if is_backwards {
            many.apply(PlaybackCommand::SetDirection(Direction::Backwards), &[]);
        }
        many.apply(PlaybackCommand::Seek(start), &[]);
        many.apply(PlaybackCommand::Play, &[]);
        let mut one = many;
        for &step in &steps {
            many.advance(f64::from(step) / 256.0);
        }
        one.advance(f64::from(steps.iter().sum::<u32>()) / 256.0);
        let ends = [many.range().start(), many.range().end()];
        let both_at_the_seam = is_looping && ends.contains(&many.now()) && ends.contains(&one.now());
        prop_assert!(many == one || both_at_the_seam, "{many:?} {one:?}");
    }
}

#[test]
fn midnight_can_be_told_as_the_close_of_the_day_it_ends() {
    let midnight = Instant::parse_rfc3339("1945-08-13T00:00:00+09:00").unwrap();
    let close = midnight.closing_fields(UtcOffset::PLUS_NINE);
    assert_eq!((close.long_date().as_str(), close.hour_minute().as_str()), ("12 August 1945", "24:00"));
    assert_eq!(close.weekday, Weekday::Sunday);
    let moscow = midnight.closing_fields(UtcOffset::from_mins(180).unwrap());
    assert_eq!((moscow.long_date().as_str(), moscow.hour_minute().as_str()), ("12 August 1945", "18:00"));
    let later = midnight.plus_secs(60);
    assert_eq!(later.closing_fields(UtcOffset::PLUS_NINE), later.fields(UtcOffset::PLUS_NINE));
}
