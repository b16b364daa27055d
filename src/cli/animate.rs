//! `august-storm animate`: a film of the campaign, a step of time from frame to frame.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use super::picture_args::PictureArgs;
use super::{job, terminal};
use crate::export::words::{camera, film_secs, pause};
use crate::export::{Film, Job, PictureSpec, Studio, Work};
use crate::render::RasterPainter;

/// Make a film: MP4, GIF, animated PNG or a PNG file for each frame.
///
/// Frame n shows the instant --from + n times --step. Ctrl+C ends the work and leaves no file.
#[derive(Debug, Args)]
pub struct AnimateArgs {
    /// The first instant: 1945-08-09T00:00+09:00, or a day, which means its beginning.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    from: String,

    /// The last instant: 1945-08-20T12:00+09:00, or a day, which means its close.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    to: String,

    /// Campaign time from one frame to the next: 1h, 6h, 30min, 90s, 1d.
    #[arg(long, value_name = "STEP", default_value = "1h")]
    step: String,

    /// Frames a second, 1 to 60 (GIF: 50).
    #[arg(long, value_name = "N", default_value_t = 30)]
    fps: u16,

    /// How much longer the first and the last map stand, in seconds.
    #[arg(long, value_name = "SECONDS", default_value = "1", value_parser = film_secs)]
    hold: f64,

    /// Stand still at an instant, or at the close of a day: 1945-08-09=2s,1945-08-15=3s.
    #[arg(long, value_name = "TIME=SECONDS", value_delimiter = ',', value_parser = pause, allow_hyphen_values = true)]
    pause: Vec<(String, f64)>,

    /// Move the camera from the view of the first frame to this one, a named view or west,south,east,north, all through the film.
    #[arg(long, value_name = "VIEW", conflicts_with = "camera", allow_hyphen_values = true)]
    to_view: Option<String>,

    /// Let the camera be at a view by an instant or the close of a day: "1945-08-12=karafuto"; may be given more than once.
    /// From one view to the next it eases; the same view twice lets it rest.
    #[arg(long, value_name = "TIME=VIEW", value_parser = camera, allow_hyphen_values = true)]
    camera: Vec<(String, String)>,

    /// A card of three seconds before the map; \n begins a new line, the first line is the largest.
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,

    /// A card of three seconds after the map.
    #[arg(long, value_name = "TEXT")]
    end_title: Option<String>,

    /// An earlier instant or day: shows the ground gained since, with its area and the front then.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    since: Option<String>,

    /// With --since: the earlier map left of a divider. Where the divider stands, as a share of the width from 0 to 1.
    #[arg(long, value_name = "FRACTION", requires = "since", num_args = 0..=1, default_missing_value = "0.5")]
    swipe: Option<f64>,

    #[command(flatten)]
    picture: PictureArgs,

    /// Where the film goes: film.mp4, film.gif, film.png (animated) or frames/map-0001.png (a file for each frame).
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    /// Replace what exists.
    #[arg(long)]
    force: bool,

    /// Tell frames, length and rough size, and make no film.
    #[arg(long)]
    dry_run: bool,

    /// Also write the job as a file for `august-storm job`; with --dry-run nothing else.
    #[arg(long, value_name = "FILE.toml")]
    save_job: Option<PathBuf>,

    /// Report as JSON: output, files, frames, secs, width, height, fps, bytes ...
    #[arg(long)]
    json: bool,
}

/// Makes the film and writes it.
///
/// # Errors
/// If an argument names nothing known, a page cannot be made, the file cannot be written, or the work was cancelled.
pub fn run(args: &AnimateArgs) -> Result<ExitCode> {
    let asked = Job::of_film(args.output.clone(), args.film()?);
    let (mut studio, report) = Studio::builtin(RasterPainter::once(1));
    if report.has_errors() {
        eprint!("{report}");
    }
    let (plan, report) = asked.plan(studio.campaign())?;
    if !report.diagnostics().is_empty() {
        eprint!("{report}");
    }
    let overwrite = job::overwrite(args.force);
    if !args.dry_run {
        plan.expect_room(overwrite)?;
    }
    job::save(&asked, args.save_job.as_deref(), overwrite)?;
    let done = if args.dry_run { None } else { Some(job::watched(&plan, &mut studio, overwrite)?) };
    if args.json {
        let mut report = job::report_json(&plan, done.as_ref());
        if let Work::Film(film) = &plan.work {
            let still = &film.picture.still;
            let clock = film.picture.campaign.data().config.clock;
            report["width"] = still.width_px.into();
            report["height"] = still.height_px.into();
            report["fps"] = film.fps.into();
            report["frames"] = film.frames().into();
            report["secs"] = film.secs().into();
            report["last"] = film.last_instant().map(|at| at.to_rfc3339(clock)).into();
        }
        terminal::print(&format!("{report:#}\n"))?;
    } else if args.dry_run {
        terminal::print(&job::told(&plan))?;
    }
    Ok(ExitCode::SUCCESS)
}

impl AnimateArgs {
    fn film(&self) -> Result<Film> {
        let lines = |text: &Option<String>| text.as_ref().map(|text| text.replace("\\n", "\n"));
        Ok(Film {
            picture: PictureSpec { since: self.since.clone(), swipe: self.swipe, ..self.picture.spec()? },
            from: self.from.clone(),
            to: self.to.clone(),
            step: self.step.clone(),
            fps: self.fps,
            hold_secs: self.hold,
            pauses: self.pause.clone(),
            to_view: self.to_view.clone(),
            cameras: self.camera.clone(),
            title: lines(&self.title),
            end_title: lines(&self.end_title),
        })
    }
}
