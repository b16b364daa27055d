//! Batches: a picture for each of many moments, in each of some views, themes and languages, under names by a pattern.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::channel;

use serde::{Deserialize, Serialize};

use super::deck::moment_pages;
use super::{JobError, Moment, Moments, Overwrite, PartFolder, PictureSpec, Progress, StillPlan, StillWords, Studio};
use crate::data::{Report, nearest_few};
use crate::model::Campaign;

/// Fields of a pattern of names.
const FIELDS: [&str; 8] = ["n", "date", "time", "id", "title", "view", "theme", "lang"];
/// The most pictures in a batch.
const MOST: usize = 5000;

/// Many pictures in words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Batch {
    /// Named views, in each of which there is a picture of each moment; without them that of the picture or of the chapter.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub views: Vec<String>,
    /// The same with themes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
    /// The same with languages: `en`, `ja`, or pairs such as `ja+en`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub langs: Vec<String>,
    /// The moments.
    pub moments: Moments,
    /// What each shows, but for its instant: `at` stays empty. What letters are in an SVG file, and the quality of a JPEG.
    pub still: StillWords,
}

/// Many pictures ready to be made.
#[derive(Clone)]
pub struct BatchPlan {
    folder: PathBuf,
    pictures: Vec<(String, StillPlan)>,
}

impl Batch {
    /// The pictures to be made, under names by the pattern of `output`, such as `maps/{date}-{view}.png`.
    ///
    /// # Errors
    /// If a word means nothing, the pattern has a field that there is not, or gives two pictures one name.
    pub fn plan(&self, builtin: &Arc<Campaign>, output: &Path) -> Result<(BatchPlan, Report), JobError> {
        let pattern = output.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let folder = output.parent().map(Path::to_owned).unwrap_or_default();
        if folder.to_string_lossy().contains('{') {
            let text = format!("{}: fields stand in the name of the file, not in its folder", output.display());
            return Err(JobError::Conflict(text));
        }
        if self.still.caption || self.still.bibtex || self.still.world_file {
            let text = "a batch has no files beside its pictures; leave out caption, bibtex and world-file";
            return Err(JobError::Conflict(text.to_owned()));
        }
        let all = |list: &[String], own: &str| if list.is_empty() { vec![own.to_owned()] } else { list.to_vec() };
        let own = &self.still.picture;
        let mut report = Report::new();
        let mut pictures: Vec<(String, StillPlan)> = Vec::new();
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        for view in all(&self.views, "") {
            for theme in all(&self.themes, &own.theme) {
                for lang in all(&self.langs, &own.lang) {
                    let mut words = PictureSpec { theme: theme.clone(), lang: lang.replace('+', ","), ..own.clone() };
                    if !view.is_empty() {
                        (words.bbox, words.centre, words.scale, words.ground) = (None, None, None, None);
                        words.view = Some(view.clone());
                    }
                    let (pages, found) = moment_pages(&self.moments, &words, builtin)?;
                    report = found;
                    for (moment, picture, words) in pages {
                        let n = pictures.len() + 1;
                        let name = named(&pattern, &Named { n, moment: &moment, words: &words })?;
                        if let Some(other) = taken.insert(name.to_lowercase(), n) {
                            return Err(JobError::Conflict(format!(
                                "pictures {other} and {n} would both be {name}; add another field to the pattern: {}",
                                fields()
                            )));
                        }
                        let still = StillWords { picture: words, ..self.still.clone() };
                        let plan = still.of_picture(picture, Path::new(&name))?;
                        pictures.push((name, plan));
                    }
                    if pictures.len() > MOST {
                        let text =
                            format!("more than {MOST} pictures; choose fewer moments, views, themes or languages");
                        return Err(JobError::Conflict(text));
                    }
                }
            }
        }
        Ok((BatchPlan { folder, pictures }, report))
    }
}

/// What the fields of a pattern stand for.
struct Named<'a> {
    n: usize,
    moment: &'a Moment,
    words: &'a PictureSpec,
}

fn fields() -> String {
    FIELDS.map(|field| format!("{{{field}}}")).join(", ")
}

/// The name of a picture.
fn named(pattern: &str, of: &Named) -> Result<String, JobError> {
    let mut name = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        name.push_str(before);
        let unclosed = || JobError::Conflict(format!("{pattern}: a field has no end; write {{date}}"));
        let (field, after) = after.split_once('}').ok_or_else(unclosed)?;
        let when = of.words.at.first().map_or("", String::as_str);
        name.push_str(&portable(&match field {
            "n" => format!("{:04}", of.n),
            "date" => of.moment.day.clone(),
            "time" => when.get(11..16).unwrap_or_default().replace(':', ""),
            "id" => of.moment.id.clone(),
            "title" => of.moment.title.clone(),
            "view" => of.words.view.clone().unwrap_or_else(|| "map".to_owned()),
            "theme" => Path::new(&of.words.theme).file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            "lang" => of.words.lang.replace(',', "-"),
            unknown => {
                let near = nearest_few(unknown, FIELDS, 1)
                    .first()
                    .map_or_else(String::new, |f| format!("; {{{f}}} is meant?"));
                let text = format!("{pattern}: there is no field {{{unknown}}}{near} The fields are {}", fields());
                return Err(JobError::Conflict(text));
            }
        }));
        rest = after;
    }
    Ok(name + rest)
}

/// Letters, digits, dots and dashes alone: a name that every system takes.
fn portable(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let c = if c.is_alphanumeric() || c == '.' { c.to_ascii_lowercase() } else { '-' };
        if c != '-' || !out.ends_with('-') {
            out.push(c);
        }
    }
    out.trim_matches('-').to_owned()
}

impl BatchPlan {
    /// Every file.
    #[must_use]
    pub fn files(&self) -> Vec<PathBuf> {
        self.pictures.iter().map(|(name, _)| self.folder.join(name)).collect()
    }

    /// Pictures of the batch.
    #[must_use]
    pub fn pieces(&self) -> u64 {
        self.pictures.len() as u64
    }

    /// About how many bytes all of them take.
    #[must_use]
    pub fn rough_bytes(&self) -> u64 {
        self.pictures.iter().map(|(_, plan)| plan.rough_bytes()).sum()
    }

    /// "29 pictures, each PNG, 1920 x 1080 pixels ...".
    #[must_use]
    pub fn told(&self) -> String {
        let each = self.pictures.first().map_or_else(String::new, |(_, plan)| plan.told());
        format!("{} pictures, each {each}", self.pictures.len())
    }
}

/// Makes all pictures of a batch, several at a time; they appear together when the last is done.
///
/// # Errors
/// If a file exists and may not be replaced, a page cannot be made, the system refuses a file, or `cancel` came true.
pub fn write_batch(
    studio: &mut Studio,
    plan: &BatchPlan,
    overwrite: Overwrite,
    cancel: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), JobError> {
    let here = Path::new(".");
    let folder = if plan.folder.as_os_str().is_empty() { here } else { &plan.folder };
    let mut part = PartFolder::create(folder, overwrite)?;
    part.expect(plan.pictures.iter().map(|(name, _)| name.clone()))?;
    let total = plan.pieces();
    progress(Progress { done: 0, total });
    let next = AtomicUsize::new(0);
    let is_over = AtomicBool::new(false);
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(plan.pictures.len()).max(1);
    std::thread::scope(|scope| {
        let (send, made) = channel();
        for _ in 0..workers {
            let (send, mut studio, next, is_over) = (send.clone(), studio.another(1), &next, &is_over);
            scope.spawn(move || {
                while let Some((name, still)) = plan.pictures.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if cancel.load(Ordering::Relaxed) || is_over.load(Ordering::Relaxed) {
                        return;
                    }
                    let bytes = still.bytes(&mut studio, Some(&plan.folder.join(name)), cancel).map(|(_, bytes)| bytes);
                    if send.send((name, bytes)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        let mut done = 0;
        let mut take = || {
            for (name, bytes) in &made {
                part.add(name, &bytes?)?;
                done += 1;
                progress(Progress { done, total });
            }
            if done < total { Err(JobError::Cancelled) } else { Ok(()) }
        };
        let ended = take();
        is_over.store(true, Ordering::Relaxed);
        ended
    })?;
    Ok(part.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::Job;
    use crate::render::RasterPainter;

    fn batch() -> Batch {
        let picture = PictureSpec { size: "320x200".to_owned(), ..PictureSpec::default() };
        let moments = Moments { times: vec!["1945-08-10".into(), "1945-08-20".into()], ..Moments::default() };
        Batch { moments, still: StillWords { picture, ..StillWords::default() }, ..Batch::default() }
    }

    fn planned(batch: &Batch, output: &str) -> Result<BatchPlan, String> {
        batch.plan(&Campaign::builtin(), Path::new(output)).map(|(plan, _)| plan).map_err(|error| error.to_string())
    }

    #[test]
    fn every_picture_has_a_name_of_its_own_by_the_pattern() {
        let themes = vec!["atlas".to_owned(), "grey".to_owned()];
        let wanted = Batch { themes, views: vec!["korea".into()], ..batch() };
        let plan = planned(&wanted, "maps/{n}-{date}-{view}-{theme}.png").unwrap();
        let names: Vec<String> = plan.files().iter().map(|path| path.display().to_string()).collect();
        assert_eq!(names[0], "maps/0001-1945-08-10-korea-atlas.png");
        assert_eq!((names[3].as_str(), names.len()), ("maps/0004-1945-08-20-korea-grey.png", 4));
        for (output, word) in [
            ("{date}.png", "would both be 1945-08-10.png"),
            ("{dat}-{theme}.png", "{date}"),
            ("{date.png", "no end"),
            ("{view}/{date}.png", "folder"),
            ("{date}-{theme}.bmp", ".webp"),
        ] {
            let error = planned(&wanted, output).err().unwrap();
            assert!(error.contains(word), "{error}");
        }
        assert_eq!(portable("The Kushiro–Rumoi line: no / yes?"), "the-kushiro-rumoi-line-no-yes");
    }

    #[test]
    fn pictures_of_a_batch_are_those_of_render_and_appear_together() {
        let (mut studio, _) = Studio::builtin(RasterPainter::once(1));
        let folder = tempfile::tempdir().unwrap();
        let pattern = folder.path().join("new").join("{date}.png");
        let job = Job::of_batch(pattern.clone(), batch());
        let (plan, _) = job.plan(studio.campaign()).unwrap();
        let cancel = AtomicBool::new(true);
        assert!(plan.run(&mut studio, Overwrite::Refuse, &cancel, &mut |_| {}).is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left of a cancelled batch");
        let never = AtomicBool::new(false);
        let mut last = None;
        let done = plan.run(&mut studio, Overwrite::Refuse, &never, &mut |p| last = Some(p)).unwrap();
        assert_eq!((done.files.len(), last), (2, Some(Progress { done: 2, total: 2 })));
        let single = folder.path().join("single.png");
        let words = plan_words(&job, studio.campaign());
        assert_eq!(words.at, ["1945-08-21T00:00:00+09:00"]);
        let still = StillWords { picture: words, ..StillWords::default() };
        let (one, _) = Job::of_still(single.clone(), still).plan(studio.campaign()).unwrap();
        one.run(&mut studio, Overwrite::Refuse, &never, &mut |_| {}).unwrap();
        let made = folder.path().join("new").join("1945-08-20.png");
        assert!(std::fs::read(made).unwrap() == std::fs::read(single).unwrap());
        let again = plan.run(&mut studio, Overwrite::Refuse, &never, &mut |_| {}).unwrap_err().to_string();
        assert!(again.contains("1945-08-10.png"), "{again}");
    }

    /// The words of the last picture of a batch.
    fn plan_words(job: &Job, campaign: &Arc<Campaign>) -> PictureSpec {
        let batch = job.batch.as_ref().unwrap();
        let (plan, _) = batch.plan(campaign, &job.output).unwrap();
        plan.pictures.last().unwrap().1.words.picture.clone()
    }
}
