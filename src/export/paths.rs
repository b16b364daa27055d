//! Paths in words: told from the folder of the file that holds the words, and found again from there.

use std::path::{Component, Path, PathBuf};

use super::PictureSpec;

/// The folder of a file; `.` for a bare name.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// `path` as it is written in a file of `folder`; as it is where the two share no root, as on two drives.
pub(super) fn told_from(path: &Path, folder: &Path) -> PathBuf {
    let (Ok(path_whole), Ok(folder)) = (std::path::absolute(path), std::path::absolute(folder)) else {
        return path.to_owned();
    };
    let (to, from): (Vec<_>, Vec<_>) = (path_whole.components().collect(), folder.components().collect());
    let shared = to.iter().zip(&from).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return path_whole;
    }
    let up = from[shared..].iter().map(|_| Component::ParentDir);
    up.chain(to[shared..].iter().copied()).collect()
}

impl PictureSpec {
    /// Changes every path in the words: those of layers, and that of a theme file.
    pub(super) fn map_paths(&mut self, change: &dyn Fn(&Path) -> PathBuf) {
        for layer in &mut self.layers {
            *layer = change(layer);
        }
        if super::spec::is_theme_file(&self.theme) {
            self.theme = change(Path::new(&self.theme)).display().to_string();
        }
    }

    /// The words as a picture at `output` carries them: files in its folder, or below, by their way from there, others by
    /// their name alone, so that a picture tells no one how its maker's folders are called. `None` stands for a picture that
    /// goes to no file.
    #[must_use]
    pub(super) fn carried_by(&self, output: Option<&Path>) -> Self {
        let mut words = self.clone();
        words.map_paths(&|path| {
            let told = output.map(|output| told_from(path, folder_of(output)));
            let is_below = |told: &PathBuf| told.components().all(|part| matches!(part, Component::Normal(_)));
            let name = || path.file_name().map_or_else(|| path.to_owned(), PathBuf::from);
            told.filter(is_below).unwrap_or_else(name)
        });
        words
    }

    /// The words that the picture at `picture` carries, with the paths of the files that lie beside it; what does not lie
    /// there is left as it is told.
    pub(super) fn find_beside(&mut self, picture: &Path) {
        self.map_paths(&|path| {
            let beside = folder_of(picture).join(path);
            if beside.exists() { beside } else { path.to_owned() }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_from_a_folder_and_leads_back_to_the_file() {
        for (path, folder, told) in [
            ("/a/b/c.png", "/a/b", "c.png"),
            ("/a/b/c.png", "/a", "b/c.png"),
            ("/a/x/c.png", "/a/b/d", "../../x/c.png"),
        ] {
            assert_eq!(told_from(Path::new(path), Path::new(folder)), Path::new(told), "{path} from {folder}");
        }
        let here = told_from(Path::new("map.png"), Path::new("."));
        assert_eq!(here, Path::new("map.png"));
    }

    #[test]
    fn a_picture_tells_no_folder_above_its_own() {
        let spec = PictureSpec {
            layers: ["/home/me/maps/own/a.geojson", "/home/me/secret/b.geojson"].map(PathBuf::from).to_vec(),
            theme: "/home/me/themes/mine.toml".to_owned(),
            ..PictureSpec::default()
        };
        let carried = spec.carried_by(Some(Path::new("/home/me/maps/map.png")));
        assert_eq!(carried.layers, ["own/a.geojson", "b.geojson"].map(PathBuf::from));
        assert_eq!(carried.theme, "mine.toml");
        let carried = spec.carried_by(None);
        assert_eq!(carried.layers, ["a.geojson", "b.geojson"].map(PathBuf::from));
        assert_eq!(PictureSpec::default().carried_by(None), PictureSpec::default());
    }
}
