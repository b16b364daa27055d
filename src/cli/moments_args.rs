//! Arguments that say of which moments there is a picture each: shared by `deck` and `batch`.

use clap::Args;

use crate::export::Moments;

/// Days, events, chapters or times.
#[derive(Debug, Args)]
pub(super) struct MomentsArgs {
    /// Of what there is one each: day (its close), event, chapter (its close, in its own view).
    #[arg(long, value_name = "WHAT", default_value = "day")]
    each: String,

    /// The first day or instant (default: the campaign's first).
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    from: Option<String>,

    /// The last day or instant (default: the campaign's last).
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    to: Option<String>,

    /// With --each event: events up to this rank, 1 the weightiest, 3 all.
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=3))]
    rank: u8,

    /// Days (their close) or instants joined by commas, in place of --each.
    #[arg(long, value_name = "TIMES", value_delimiter = ',', conflicts_with_all = ["from", "to", "rank"])]
    times: Vec<String>,
}

impl MomentsArgs {
    /// The same in the words of a job.
    pub(super) fn words(&self) -> Moments {
        let Self { each, from, to, rank, times } = self;
        Moments { each: each.clone(), from: from.clone(), to: to.clone(), rank: *rank, times: times.clone() }
    }
}
