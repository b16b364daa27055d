//! The real program in a real window: under Xvfb, drawn by Mesa's software Vulkan, driven by keys.
//!
//! The window test needs `Xvfb`, `xdotool`, `import` of `ImageMagick` and a Vulkan driver (Mesa's lavapipe will do); it is
//! ignored unless it is asked for: `AUGUST_STORM_WINDOW_TEST=1 cargo test --test window -- --include-ignored`. Where it is
//! asked for, a missing tool is a failure.
#![cfg(feature = "gui")]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_august-storm");
/// A guard against hanging for ever, not a budget: software drawing on a busy machine may take its time.
const PATIENCE: Duration = Duration::from_mins(3);
const WIDTH: usize = 1280;
const HEIGHT: usize = 800;

/// A process that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A screen without a monitor.
struct Screen {
    _server: Running,
    display: String,
}

/// Pixels of the window, red, green, blue.
#[derive(PartialEq)]
struct Shot {
    rgb: Vec<[u8; 3]>,
}

impl Screen {
    fn open() -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0"])
            .arg(format!("{WIDTH}x{HEIGHT}x24"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb has to be installed (apt-get install xvfb)");
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        assert!(!number.trim().is_empty(), "Xvfb did not start");
        Self { _server: Running(server), display: format!(":{}", number.trim()) }
    }

    fn tool(&self, name: &str, arguments: &[&str]) -> Output {
        let output = Command::new(name).args(arguments).env("DISPLAY", &self.display).output();
        output.unwrap_or_else(|e| panic!("{name} has to be installed (apt-get install xdotool imagemagick): {e}"))
    }

    fn press(&self, keys: &str) {
        let output = self.tool("xdotool", &["key", keys]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    fn type_text(&self, text: &str) {
        assert!(self.tool("xdotool", &["type", "--delay", "30", text]).status.success());
    }

    fn shot(&self) -> Shot {
        let output = self.tool("import", &["-window", "root", "-depth", "8", "rgb:-"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.stdout.len(), WIDTH * HEIGHT * 3);
        Shot { rgb: output.stdout.chunks_exact(3).map(|p| [p[0], p[1], p[2]]).collect() }
    }

    /// Takes pictures until one is as `wanted`, and returns it.
    fn wait_for(&self, what: &str, wanted: impl Fn(&Shot) -> bool) -> Shot {
        let begun = Instant::now();
        loop {
            let shot = self.shot();
            if wanted(&shot) {
                return shot;
            }
            assert!(begun.elapsed() < PATIENCE, "{what} never came on the screen");
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// The picture once it no longer changes.
    fn at_rest(&self) -> Shot {
        let begun = Instant::now();
        let mut last = self.shot();
        let mut same = 0;
        while same < 3 {
            std::thread::sleep(Duration::from_millis(300));
            let next = self.shot();
            same = if next == last { same + 1 } else { 0 };
            last = next;
            assert!(begun.elapsed() < PATIENCE, "the window never comes to rest");
        }
        last
    }
}

impl Shot {
    /// The pixels of a part: x from, to, y from, to.
    fn part(&self, x: std::ops::Range<usize>, y: std::ops::Range<usize>) -> impl Iterator<Item = [u8; 3]> + '_ {
        y.flat_map(move |row| self.rgb[row * WIDTH + x.start..row * WIDTH + x.end].iter().copied())
    }

    /// The middle of the map, which no panel covers.
    fn map(&self) -> impl Iterator<Item = [u8; 3]> + '_ {
        self.part(300..930, 90..650)
    }

    fn time_panel(&self) -> impl Iterator<Item = [u8; 3]> + '_ {
        self.part(0..WIDTH, HEIGHT - 80..HEIGHT)
    }

    fn colours_of_map(&self) -> usize {
        self.map().collect::<std::collections::HashSet<_>>().len()
    }

    /// Pixels of the map that lean to red: ground held, fronts, arrows.
    fn reddish(&self) -> usize {
        self.map().filter(|[r, g, b]| i16::from(*r) - i16::from(*g) > 24 && i16::from(*r) - i16::from(*b) > 24).count()
    }

    /// Share of the map's pixels that differ.
    fn map_difference(&self, other: &Self) -> f64 {
        let pairs = self.map().zip(other.map());
        let (all, differ) = pairs.fold((0u32, 0u32), |(all, differ), (a, b)| (all + 1, differ + u32::from(a != b)));
        f64::from(differ) / f64::from(all)
    }

    fn brightness_of_time_panel(&self) -> f64 {
        let (sum, count) = self.time_panel().fold((0.0, 0.0), |(sum, count), [r, g, b]| {
            (sum + f64::from(r) + f64::from(g) + f64::from(b), count + 3.0)
        });
        sum / count
    }
}

fn start(screen: &Screen, folder: &Path) -> Running {
    let program = Command::new(PROGRAM)
        .current_dir(folder)
        .env("DISPLAY", &screen.display)
        .env("HOME", folder)
        .env("XDG_RUNTIME_DIR", folder)
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    Running(program)
}

#[test]
#[ignore = "needs Xvfb and Vulkan: AUGUST_STORM_WINDOW_TEST=1 cargo test --test window -- --include-ignored"]
fn the_window_shows_the_campaign_and_follows_the_keys() {
    let folder = tempfile::tempdir().unwrap();
    let screen = Screen::open();
    let mut program = start(&screen, folder.path());

    screen.wait_for("the map", |shot| shot.colours_of_map() > 2000);
    let window = screen.tool("xdotool", &["search", "--onlyvisible", "--name", "August Storm"]);
    let window = String::from_utf8(window.stdout).unwrap();
    let window = window.lines().next().expect("the window has its name").to_owned();
    screen.tool("xdotool", &["windowmove", &window, "0", "0", "windowsize", &window, "1280", "800"]);
    screen.tool("xdotool", &["windowfocus", "--sync", &window]);
    screen.press("Home");
    let first = screen.at_rest();

    screen.press("End");
    let last = screen.wait_for("the ground taken", |shot| shot.reddish() > first.reddish() + 20_000);
    assert!(last.map_difference(&first) > 0.05);

    screen.press("Home");
    screen.at_rest();
    let again = screen.at_rest();
    assert!(again.map_difference(&first) < 1e-9, "the same moment is the same picture");

    screen.press("Right");
    screen.wait_for("the next day", |shot| shot.map_difference(&first) > 0.0);
    screen.press("space");
    let playing = screen.wait_for("time running", |shot| shot.reddish() > first.reddish() + 3_000);
    screen.wait_for("time running on", |shot| shot.map_difference(&playing) > 0.001);
    screen.press("space");
    screen.at_rest();

    screen.press("g");
    screen.at_rest();
    screen.type_text("20 Aug 12:00");
    screen.press("Return");
    let typed = screen.wait_for("20 August", |shot| shot.reddish() > first.reddish() + 8_000);

    screen.press("plus");
    let closer = screen.wait_for("the map closer", |shot| shot.map_difference(&typed) > 0.5);
    screen.press("f");
    screen.wait_for("the whole theatre again", |shot| shot.map_difference(&closer) > 0.5);

    let light = screen.at_rest().brightness_of_time_panel();
    screen.press("p");
    screen.wait_for("projector colours", |shot| shot.brightness_of_time_panel() < light / 2.0);
    screen.press("p");
    screen.wait_for("paper colours", |shot| shot.brightness_of_time_panel() > light * 0.9);

    save_and_compare(&screen, folder.path());

    screen.press("ctrl+q");
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = program.0.try_wait().unwrap() {
            break status;
        }
        assert!(begun.elapsed() < PATIENCE, "the window does not close");
        std::thread::sleep(Duration::from_millis(100));
    };
    assert!(status.success(), "{status}");
}

/// Saves by keys alone and looks into the file.
fn save_and_compare(screen: &Screen, folder: &Path) {
    let path = folder.join("saved.png");
    screen.press("ctrl+s");
    screen.at_rest();
    screen.type_text(&path.display().to_string());
    screen.at_rest();
    screen.press("Return");
    let begun = Instant::now();
    while !path.exists() {
        assert!(begun.elapsed() < PATIENCE, "the picture was not saved");
        std::thread::sleep(Duration::from_millis(100));
    }
    let file = std::io::BufReader::new(std::fs::File::open(&path).unwrap());
    let mut reader = png::Decoder::new(file).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    assert_eq!((info.width, info.height), (1280, 800));
    let channels = info.color_type.samples();
    let colours: std::collections::HashSet<_> = pixels.chunks_exact(channels).map(<[u8]>::to_vec).collect();
    assert!(colours.len() > 2000, "the saved picture is a map");
    screen.at_rest();
}

#[test]
#[cfg(all(unix, not(target_os = "macos")))]
fn without_a_display_one_sentence_names_the_command_that_makes_a_picture() {
    let mut absent = Command::new(PROGRAM);
    absent.env_remove("DISPLAY");
    let mut wrong = Command::new(PROGRAM);
    wrong.env("DISPLAY", ":9999");
    for command in [&mut absent, &mut wrong] {
        let output = command.env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET").output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains("`august-storm render --at 1945-08-12 -o picture.png`"), "{said}");
        assert!(!said.contains("panicked") && !said.contains(".rs"), "{said}");
        assert_eq!(said.lines().filter(|l| l.starts_with("august-storm: ")).count(), 1, "{said}");
    }
}
