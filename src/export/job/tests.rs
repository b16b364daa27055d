use super::super::{Moments, PictureSpec};
use super::*;
use crate::render::RasterPainter;

fn studio() -> Studio {
    Studio::builtin(RasterPainter::once(1)).0
}

fn small() -> StillWords {
    let picture =
        PictureSpec { at: vec!["1945-08-12".to_owned()], size: "320x200".to_owned(), ..PictureSpec::default() };
    StillWords { picture, ..StillWords::default() }
}

#[test]
fn a_job_told_as_a_file_is_read_back_the_same() {
    let still = StillWords { caption: true, quality: 75, ..small() };
    let film = Film { from: "1945-08-09".to_owned(), pauses: vec![("1945-08-12".to_owned(), 2.0)], ..Film::default() };
    let moments = Moments { each: "chapter".to_owned(), ..Moments::default() };
    let batch = Batch { themes: vec!["grey".to_owned()], moments: moments.clone(), still: small(), ..Batch::default() };
    let deck = Deck { moments, ..Deck::default() };
    let jobs = [
        Job::of_still("map.png".into(), still),
        Job::of_film("map.mp4".into(), film),
        Job::of_deck("map.pptx".into(), deck),
        Job::of_batch("{date}.png".into(), batch),
    ];
    for job in jobs {
        assert_eq!(Job::from_toml("job", &job.to_toml()).unwrap(), job, "{}", job.to_toml());
    }
}

#[test]
fn a_job_file_at_fault_is_told_with_its_line_and_what_would_do() {
    for (text, words) in [
        ("output = \"a.png\"\n[stil]\n", ["mine.toml", "line 2", "still"]),
        ("output = \"a.png\"\n[still]\nquality = \"high\"\n", ["mine.toml", "line 3", "string"]),
        ("output = \"a.png\"\n[still.picture]\nveiw = \"theatre\"\n", ["mine.toml", "line 3", "view"]),
    ] {
        let error = Job::from_toml("mine.toml", text).unwrap_err().to_string();
        assert!(words.iter().all(|word| error.contains(word)), "{error}");
    }
    let nothing = Job { output: "a.png".into(), ..Job::default() };
    let error = nothing.plan(&Campaign::builtin()).err().unwrap().to_string();
    assert!(error.contains("[still]") && error.contains("[film]"), "{error}");
}

#[test]
fn a_picture_and_the_files_beside_it_are_written_together_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("map.png");
    let still = StillWords { caption: true, bibtex: true, world_file: true, ..small() };
    let mut studio = studio();
    let (plan, _) = Job::of_still(output.clone(), still).plan(studio.campaign()).unwrap();
    let never = AtomicBool::new(false);
    // One of the files is there already.
    std::fs::write(output.with_extension("bib"), b"mine").unwrap();
    let refused = plan.run(&mut studio, Overwrite::Refuse, &never, &mut |_| {}).unwrap_err().to_string();
    assert!(refused.contains("map.bib"), "{refused}");
    // A folder is in the way of one of them, which cannot be replaced.
    std::fs::create_dir(output.with_extension("pgw")).unwrap();
    assert!(plan.run(&mut studio, Overwrite::Replace, &AtomicBool::new(true), &mut |_| {}).is_err(), "cancelled");
    let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    std::fs::remove_dir(output.with_extension("pgw")).unwrap();
    let done = plan.run(&mut studio, Overwrite::Replace, &never, &mut |_| {}).unwrap();
    assert_eq!(done.files, plan.files());
    assert_eq!(done.bytes, done.files.iter().map(|path| bytes_of(path)).sum::<u64>());
    assert!(done.files.iter().all(|path| path.exists()) && done.files.len() == 5);
}

#[test]
fn a_job_file_tells_its_paths_from_its_own_folder_and_is_found_again_from_anywhere() {
    let folder = tempfile::tempdir().unwrap();
    let mut still = small();
    still.picture.layers = vec![folder.path().join("data/mine.geojson")];
    still.picture.theme = folder.path().join("mine.toml").display().to_string();
    let job = Job::of_still(folder.path().join("out/map.png"), still);
    let file = folder.path().join("jobs/map.toml");
    let text = job.file_text(&file);
    assert!(text.contains("\"../out/map.png\"") && text.contains("\"../data/mine.geojson\""), "{text}");
    assert!(text.contains("theme = \"../mine.toml\""), "{text}");
    std::fs::create_dir(folder.path().join("jobs")).unwrap();
    std::fs::write(&file, text).unwrap();
    let read = Job::read_file(&file).unwrap();
    assert_eq!(read[0].output, folder.path().join("jobs/../out/map.png"));
    let missing = Job::read_file(&folder.path().join("none.toml")).unwrap_err().to_string();
    assert!(missing.contains("none.toml"), "{missing}");
}

#[test]
fn a_file_holds_one_job_or_several() {
    let one = Job::of_still("a.png".into(), small());
    assert_eq!(Job::all_from_toml("x", &one.to_toml()).unwrap(), [one]);
    let text = "[[jobs]]\noutput = 'a.png'\n[jobs.still.picture]\nat = ['1945-08-12']\n\n[[jobs]]\noutput = 'b.mp4'\n\
                [jobs.film]\nfrom = '1945-08-09'\nto = '1945-08-10'\n";
    let jobs = Job::all_from_toml("x", text).unwrap();
    assert!(jobs.len() == 2 && jobs[0].still.is_some() && jobs[1].film.is_some());
    let error = Job::all_from_toml("mine.toml", &text.replace("[jobs.film]", "[jobs.flim]")).unwrap_err().to_string();
    assert!(error.contains("line 8") && error.contains("film"), "{error}");
    assert!(Job::all_from_toml("x", "jobs = []").unwrap_err().to_string().contains("[[jobs]]"));
}
