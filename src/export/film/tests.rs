//! Films are decoded and held against the pages that were painted; plans are held to their arithmetic.

use std::collections::BTreeSet;
use std::fs;
use std::io::BufReader;
use std::sync::Mutex;
use std::sync::atomic::Ordering;

use mp4_atom::{Atom, Codec, DecodeMaybe, Header, Moov, StszSamples};
use openh264::decoder::Decoder;
use openh264::formats::YUVSource;

use super::yuv::Yuv;
use super::*;
use crate::model::Campaign;
use crate::scene::Image;
use crate::time::Instant;

fn small() -> Film {
    Film {
        picture: PictureSpec { size: "320x180".to_owned(), ..PictureSpec::default() },
        from: "1945-08-09T12:00".to_owned(),
        to: "1945-08-10T12:00".to_owned(),
        step: "6h".to_owned(),
        fps: 10,
        hold_secs: 0.1,
        title: Some("August Storm\nThe first day".to_owned()),
        ..Film::default()
    }
}

fn planned(film: &Film, format: FilmFormat) -> FilmPlan {
    film.plan(&Campaign::builtin(), format).unwrap().0
}

fn refused(film: &Film) -> String {
    match film.plan(&Campaign::builtin(), FilmFormat::Gif) {
        Ok(_) => panic!("{film:?} makes a film"),
        Err(error) => error.to_string(),
    }
}

/// Instants of the maps with the frames for which they stand.
fn maps(plan: &FilmPlan) -> Vec<(String, u32)> {
    let clock = plan.picture.campaign.data().config.clock;
    let map = |shot: &Shot| match shot.shown {
        Shown::Map { at, .. } => Some((at.to_rfc3339(clock), shot.frames)),
        Shown::Card(_) => None,
    };
    plan.shots.iter().filter_map(map).collect()
}

#[test]
fn a_frame_shows_the_instant_of_its_number_and_stands_as_long_as_asked() {
    let film = Film {
        from: "1945-08-09".to_owned(),
        to: "1945-08-10".to_owned(),
        step: "7h".to_owned(),
        fps: 30,
        hold_secs: 2.0,
        pauses: vec![("1945-08-09".to_owned(), 1.5), ("1945-08-10T07:00+09:00".to_owned(), 0.5)],
        ..small()
    };
    let plan = planned(&film, FilmFormat::Mp4);
    let expected = [
        ("1945-08-09T00:00:00+09:00", 61),
        ("1945-08-09T07:00:00+09:00", 1),
        ("1945-08-09T14:00:00+09:00", 1),
        ("1945-08-09T21:00:00+09:00", 1),
        // The close of the day falls between two frames: the later one shows it.
        ("1945-08-10T04:00:00+09:00", 46),
        ("1945-08-10T11:00:00+09:00", 16),
        ("1945-08-10T18:00:00+09:00", 61),
    ];
    assert_eq!(maps(&plan), expected.map(|(at, frames)| (at.to_owned(), frames)));
    assert_eq!(plan.frames(), 90 + 187);
}

#[test]
fn the_camera_is_at_its_views_when_it_should_be_and_eases_between_them() {
    let cameras = vec![
        ("1945-08-09T18:00".to_owned(), "karafuto".to_owned()),
        ("1945-08-10T00:00".to_owned(), "karafuto".to_owned()),
        ("1945-08-10T12:00".to_owned(), "118,40,135,50".to_owned()),
    ];
    let plan = planned(&Film { cameras, step: "1h".to_owned(), ..small() }, FilmFormat::Gif);
    let widths: Vec<f64> = plan
        .shots
        .iter()
        .filter_map(|shot| match shot.shown {
            Shown::Map { camera, .. } => Some(camera.metres_per_pt),
            Shown::Card(_) => None,
        })
        .collect();
    assert_eq!(widths.len(), 25);
    assert!(widths[..7].windows(2).all(|w| w[1] < w[0]), "{widths:?}");
    assert!(widths[6..13].windows(2).all(|w| (w[1] - w[0]).abs() < 1e-9), "{widths:?}");
    assert!(widths[12..].windows(2).all(|w| w[1] > w[0]), "{widths:?}");
    // In equal shares of time round the middle, equal ratios.
    let middle = widths[3] * widths[3] / (widths[0] * widths[6]);
    assert!((middle - 1.0).abs() < 1e-9, "{middle}");
}

#[test]
fn what_makes_no_film_is_told_with_the_cure() {
    for (film, word) in [
        (Film { to: "1945-08-08".to_owned(), ..small() }, "exchange"),
        (Film { step: "1".to_owned(), ..small() }, "30min"),
        (Film { fps: 60, ..small() }, "1 to 50"),
        (Film { step: "1s".to_owned(), to: "1945-08-20".to_owned(), ..small() }, "longer --step"),
        (Film { pauses: vec![("1945-08-30".to_owned(), 1.0)], ..small() }, "outside the film"),
        (Film { to_view: Some("karafoto".to_owned()), ..small() }, "karafuto"),
    ] {
        let told = refused(&film);
        assert!(told.contains(word), "{told}");
    }
    let told = FilmFormat::of(Path::new("film.avi")).unwrap_err().to_string();
    assert!(told.contains(".mp4"), "{told}");
    for (name, format) in [
        ("a.mp4", FilmFormat::Mp4),
        ("a.PNG", FilmFormat::Apng),
        ("a-0001.png", FilmFormat::Frames),
        ("a.gif", FilmFormat::Gif),
    ] {
        assert_eq!(FilmFormat::of(Path::new(name)).unwrap(), format);
    }
}

static STUDIO: Mutex<Option<Studio>> = Mutex::new(None);

fn with_studio<T>(work: impl FnOnce(&mut Studio) -> T) -> T {
    let mut studio = STUDIO.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    work(studio.get_or_insert_with(|| Studio::builtin(crate::render::RasterPainter::new(1)).0))
}

/// Keeps every frame.
#[derive(Default)]
struct Frames(Vec<Image>);

impl FilmWriter for Frames {
    fn add(&mut self, image: &Image, frames: u32) -> Result<(), Failed> {
        for _ in 0..frames {
            self.0.push(Image { width: image.width, height: image.height, rgba: image.rgba.clone() });
        }
        Ok(())
    }
}

/// The frames of the small film, and its file, written twice to the same bytes.
fn made(name: &str) -> (Vec<Image>, Vec<u8>) {
    let dir = tempfile::tempdir().unwrap();
    let format = FilmFormat::of(Path::new(name)).unwrap();
    let plan = planned(&small(), format);
    let never = AtomicBool::new(false);
    let mut frames = Frames::default();
    let mut files = Vec::new();
    with_studio(|studio| {
        pipeline::run(studio, &plan, &mut frames, &never, &mut |_| {}).unwrap();
        for i in 0..2 {
            let path = dir.path().join(format!("{i}-{name}"));
            let mut last = None;
            write_film(studio, &plan, &path, Overwrite::Refuse, &never, &mut |p| last = Some(p)).unwrap();
            assert_eq!(last, Some(Progress { done: plan.frames(), total: plan.frames() }));
            files.push(fs::read(path).unwrap());
        }
    });
    assert_eq!(frames.0.len() as u64, plan.frames());
    assert!(files[0] == files[1], "the same film gave other bytes");
    (frames.0, files.swap_remove(0))
}

/// Peak signal to noise, decibel.
fn psnr(a: &[u8], b: &[u8]) -> f64 {
    assert_eq!(a.len(), b.len());
    let squares: f64 = a.iter().zip(b).map(|(a, b)| f64::from(a.abs_diff(*b)).powi(2)).sum();
    #[expect(clippy::cast_precision_loss, reason = "pixels of a small picture")]
    let mean = squares / a.len() as f64;
    10.0 * (255.0_f64.powi(2) / mean.max(1e-9)).log10()
}

/// The rows of a plane without what lies beyond their end.
fn plane(data: &[u8], stride: usize, width: usize, height: usize) -> Vec<u8> {
    data.chunks(stride).take(height).flat_map(|row| &row[..width]).copied().collect()
}

#[test]
fn an_mp4_decoded_shows_the_painted_frames_and_its_index_comes_first() {
    let (frames, file) = made("film.mp4");
    let mut rest = &file[..];
    let (mut moov, mut kinds) = (None, Vec::new());
    while let Some(head) = Header::decode_maybe(&mut rest).unwrap() {
        kinds.push(head.kind.to_string());
        let size = head.size.unwrap_or(rest.len());
        if head.kind == Moov::KIND {
            moov = Some(Moov::decode_body(&mut &rest[..size]).unwrap());
        }
        rest = &rest[size..];
    }
    assert_eq!(kinds, ["ftyp", "moov", "free", "mdat"]);
    let trak = moov.unwrap().trak.remove(0);
    let (mdhd, stbl) = (&trak.mdia.mdhd, &trak.mdia.minf.stbl);
    assert_eq!(mdhd.duration * 10, u64::from(mdhd.timescale) * frames.len() as u64, "ten frames a second");
    let Codec::Avc1(avc1) = &stbl.stsd.codecs[0] else { panic!("not H.264") };
    let StszSamples::Different { sizes } = &stbl.stsz.samples else { panic!("frames of one size") };
    assert_eq!(sizes.len(), frames.len());

    let mut decoder = Decoder::new().unwrap();
    let start = [0, 0, 0, 1];
    let sets = [&avc1.avcc.sequence_parameter_sets[0][..], &avc1.avcc.picture_parameter_sets[0][..]];
    let mut stream: Vec<u8> = sets.iter().flat_map(|set| start.iter().chain(*set)).copied().collect();
    let mut at = stbl.stco.as_ref().unwrap().entries[0] as usize;
    let mut worst = f64::MAX;
    for (size, frame) in sizes.iter().zip(&frames) {
        let end = at + *size as usize;
        while at < end {
            let length = u32::from_be_bytes(file[at..at + 4].try_into().unwrap()) as usize;
            stream.extend(start.iter().chain(&file[at + 4..at + 4 + length]));
            at += 4 + length;
        }
        let decoded = decoder.decode(&stream).unwrap().expect("a frame for a frame");
        stream.clear();
        let mut painted = Yuv::default();
        painted.read(frame);
        let (w, h) = painted.dimensions();
        assert_eq!(decoded.dimensions(), (w, h));
        let strides = decoded.strides();
        worst = worst.min(psnr(&plane(decoded.y(), strides.0, w, h), painted.y()));
        worst = worst.min(psnr(&plane(decoded.u(), strides.1, w / 2, h / 2), painted.u()));
        worst = worst.min(psnr(&plane(decoded.v(), strides.2, w / 2, h / 2), painted.v()));
    }
    assert_eq!(at, file.len(), "nothing lies between or behind the frames");
    assert!(worst > 38.0, "{worst} dB");
}

#[test]
fn a_gif_decoded_is_near_the_painted_frames_in_colour_and_as_long() {
    let (frames, file) = made("film.gif");
    let mut options = ::gif::DecodeOptions::new();
    options.set_color_output(::gif::ColorOutput::RGBA);
    let mut decoder = options.read_info(&file[..]).unwrap();
    let width = usize::from(decoder.width());
    let mut canvas = vec![[0u8; 4]; width * usize::from(decoder.height())];
    let (mut hundredths, mut colours) = (0, BTreeSet::new());
    while let Some(frame) = decoder.read_next_frame().unwrap() {
        assert!(frame.palette.is_none(), "one palette serves the whole film");
        for (y, row) in frame.buffer.as_chunks::<4>().0.chunks(frame.width.into()).enumerate() {
            let at = (usize::from(frame.top) + y) * width + usize::from(frame.left);
            for (to, from) in canvas[at..].iter_mut().zip(row).filter(|(_, from)| from[3] > 0) {
                *to = *from;
            }
        }
        // Every frame that it stands for.
        let until = hundredths + usize::from(frame.delay);
        for painted in &frames[hundredths / 10..until / 10] {
            let painted = painted.rgba.as_chunks::<4>().0;
            let apart =
                |(a, b): (&[u8; 4], &[u8; 4])| (0..3).map(|c| u32::from(a[c].abs_diff(b[c]))).max().unwrap_or(0);
            let mean = canvas.iter().zip(painted).map(apart).sum::<u32>() as usize * 10 / canvas.len();
            assert!(mean < 40, "{mean} tenths of a level away in the mean");
        }
        hundredths = until;
        colours.extend(canvas.iter().copied());
    }
    assert_eq!(hundredths, frames.len() * 10);
    assert!(colours.len() <= 255, "{}", colours.len());
}

#[test]
fn an_animated_png_decoded_is_the_painted_frames_to_the_pixel() {
    let (frames, file) = made("film.png");
    let mut reader = png::Decoder::new(std::io::Cursor::new(&file)).read_info().unwrap();
    let pictures = reader.info().animation_control.unwrap().num_frames;
    let width = reader.info().width as usize;
    let mut canvas = vec![[0u8; 3]; width * reader.info().height as usize];
    let mut buffer = vec![0; canvas.len() * 3];
    let mut n = 0;
    for _ in 0..pictures {
        reader.next_frame(&mut buffer).unwrap();
        let control = *reader.info().frame_control().unwrap();
        assert_eq!(control.delay_den, 10);
        let (across, rows) = (control.width as usize, control.height as usize);
        for (y, row) in buffer.as_chunks::<3>().0.chunks(across).take(rows).enumerate() {
            let at = (control.y_offset as usize + y) * width + control.x_offset as usize;
            canvas[at..at + across].copy_from_slice(row);
        }
        for _ in 0..control.delay_num {
            let painted = frames[n].rgba.as_chunks::<4>().0;
            assert!(canvas.iter().zip(painted).all(|(a, b)| *a == b[..3]), "frame {n}");
            n += 1;
        }
    }
    assert_eq!(n, frames.len());
}

#[test]
fn numbered_frames_are_the_pictures_of_their_instants() {
    let dir = tempfile::tempdir().unwrap();
    let film = Film { title: None, hold_secs: 0.0, to: "1945-08-09T18:00".to_owned(), ..small() };
    let plan = planned(&film, FilmFormat::Frames);
    let first = dir.path().join("frames").join("day-007.png");
    let never = AtomicBool::new(false);
    with_studio(|studio| write_film(studio, &plan, &first, Overwrite::Refuse, &never, &mut |_| {}).unwrap());
    let mut names: Vec<_> = fs::read_dir(dir.path().join("frames")).unwrap().map(|f| f.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["day-007.png", "day-008.png"]);
    let mut still = plan.picture.still.clone();
    still.at = Instant::parse_rfc3339("1945-08-09T12:00:00+09:00").unwrap();
    let alone = with_studio(|studio| studio.png(&still).unwrap());
    assert!(fs::read(&first).unwrap() == alone, "a frame is the picture that render makes");
    let again = with_studio(|studio| write_film(studio, &plan, &first, Overwrite::Refuse, &never, &mut |_| {}));
    assert!(again.unwrap_err().to_string().contains("--force"));
    let mut reader = png::Decoder::new(BufReader::new(fs::File::open(&first).unwrap())).read_info().unwrap();
    assert_eq!((reader.info().width, reader.info().height), (320, 180));
    reader.finish().unwrap();
}

#[test]
fn a_cancelled_film_leaves_nothing_and_what_was_there_stays() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("film.mp4"), b"precious").unwrap();
    for name in ["film.mp4", "film.gif", "film.png", "frames/film-0001.png"] {
        let path = dir.path().join(name);
        let plan = planned(&Film { step: "5min".to_owned(), ..small() }, FilmFormat::of(&path).unwrap());
        let cancel = AtomicBool::new(false);
        let mut stop = |progress: Progress| cancel.store(progress.done > 1, Ordering::Relaxed);
        let ended = with_studio(|studio| write_film(studio, &plan, &path, Overwrite::Replace, &cancel, &mut stop));
        assert!(matches!(ended, Err(FilmError::Cancelled)), "{name}: {ended:?}");
    }
    let left: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|f| f.unwrap().file_name()).collect();
    assert_eq!(left, ["film.mp4"]);
    assert_eq!(fs::read(dir.path().join("film.mp4")).unwrap(), b"precious");
}

#[test]
fn a_film_in_words_is_written_and_read_as_toml() {
    let film = Film { pauses: vec![("1945-08-09".to_owned(), 2.0)], ..small() };
    assert_eq!(toml::from_str::<Film>(&toml::to_string(&film).unwrap()).unwrap(), film);
}
