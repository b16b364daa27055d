//! The clocks of 1945: names for fixed offsets. No time zone database knows them all, so they are data.

use super::UtcOffset;

/// A clock of 1945.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Id: `moscow`.
    pub id: String,
    /// Name: "Moscow".
    pub name: String,
    /// Offset from UTC.
    pub offset: UtcOffset,
}

impl Clock {
    /// The clocks that the campaign's people lived by, the campaign's own first: for data that names none.
    ///
    /// Offsets: Soviet decree time of 1930 (Moscow +3, Chita +9, Vladivostok +10, Kamchatka +11), Japanese central
    /// standard time (+9, in Manchukuo since 1937), eastern war time of the United States (-4).
    #[must_use]
    pub fn of_1945() -> Vec<Self> {
        [
            ("tokyo", "Tokyo, Korea, Manchukuo", 9 * 60),
            ("moscow", "Moscow", 3 * 60),
            ("chita", "Chita", 9 * 60),
            ("khabarovsk", "Khabarovsk, Vladivostok", 10 * 60),
            ("kamchatka", "Kamchatka", 11 * 60),
            ("washington", "Washington", -4 * 60),
        ]
        .into_iter()
        .filter_map(|(id, name, mins)| {
            Some(Self { id: id.to_owned(), name: name.to_owned(), offset: UtcOffset::from_mins(mins)? })
        })
        .collect()
    }
}
