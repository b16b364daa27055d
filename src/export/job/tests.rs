use super::super::PictureSpec;
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
    for job in [Job::of_still("map.png".into(), still), Job::of_film("map.mp4".into(), film)] {
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
