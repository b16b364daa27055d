//! The MP4 file round the frames: index first, so that it plays while it loads, then the frames in one piece.
//!
//! The number of frames is known before the first one, so room for the index is left at the start and filled at the end.

use std::io::{Seek, SeekFrom, Write};

use mp4_atom::{
    Avc1, Avcc, Codec, Colr, Dinf, Dref, Encode, FourCC, Ftyp, Hdlr, Mdhd, Mdia, Minf, Moov, Mvhd, Stbl, Stco, Stsc,
    StscEntry, Stsd, Stss, Stsz, StszSamples, Stts, SttsEntry, Tkhd, Trak, Url, Visual, Vmhd,
};

use super::h264::{H264, ParameterSets};
use super::pipeline::FilmWriter;
use super::plan::FilmPlan;
use super::yuv::Yuv;
use super::{Failed, FilmError};
use crate::scene::Image;

/// Units of time in a frame: players count in whole units.
const TICKS: u32 = 1000;
/// What the index needs beside its tables, bytes: boxes, the parameter sets.
const INDEX_BYTES: u64 = 4096;
/// The head of a box, and that of one larger than 4 GiB, bytes.
const HEAD: u64 = 8;
const LONG_HEAD: u64 = 16;

pub(super) struct Mp4<W> {
    out: W,
    encoder: H264,
    yuv: Yuv,
    size: (u16, u16),
    fps: u32,
    /// Where the room for the index begins, and where the frames do.
    index_at: u64,
    frames_at: u64,
    sizes: Vec<u32>,
    /// Numbers, from 1, of the frames that stand for themselves.
    keys: Vec<u32>,
}

impl<W: Write + Seek> Mp4<W> {
    pub fn new(mut out: W, plan: &FilmPlan) -> Result<Self, Failed> {
        let still = &plan.picture.still;
        let side = |px: u32| u16::try_from(px).map_err(|_| fault("a side is too long"));
        let mut head = Vec::new();
        let brands = ["isom", "iso2", "avc1", "mp41"].map(|b| FourCC::from(four(b))).to_vec();
        Ftyp { major_brand: FourCC::from(four("isom")), minor_version: 512, compatible_brands: brands }
            .encode(&mut head)
            .map_err(fault)?;
        out.write_all(&head)?;
        let index_at = head.len() as u64;
        // Four bytes for the size of each frame, four for each key frame: no more than one a frame.
        let frames_at = index_at + INDEX_BYTES + plan.frames() * 8 + LONG_HEAD;
        out.seek(SeekFrom::Start(frames_at))?;
        Ok(Self {
            out,
            encoder: H264::new(plan.fps)?,
            yuv: Yuv::default(),
            size: (side(still.width_px)?, side(still.height_px)?),
            fps: plan.fps.into(),
            index_at,
            frames_at,
            sizes: Vec::new(),
            keys: Vec::new(),
        })
    }

    /// Writes the index.
    pub fn finish(mut self) -> Result<(), Failed> {
        let sets = self.encoder.sets.take().ok_or_else(|| fault("no frame was encoded"))?;
        let mut index = Vec::new();
        self.index(&sets)?.encode(&mut index).map_err(fault)?;
        let bytes: u64 = self.sizes.iter().map(|size| u64::from(*size)).sum();
        let short = u32::try_from(bytes + HEAD).ok();
        let head = if short.is_some() { HEAD } else { LONG_HEAD };
        // What the index leaves of its room is a box of nothing.
        let left = self.frames_at - head - self.index_at - index.len() as u64;
        let left = u32::try_from(left).ok().filter(|left| u64::from(*left) >= HEAD).ok_or_else(|| fault("no room"))?;
        index.extend(left.to_be_bytes());
        index.extend(b"free");
        index.resize(index.len() + left as usize - 8, 0);
        index.extend(short.unwrap_or(1).to_be_bytes());
        index.extend(b"mdat");
        if short.is_none() {
            index.extend((bytes + LONG_HEAD).to_be_bytes());
        }
        self.out.seek(SeekFrom::Start(self.index_at))?;
        self.out.write_all(&index)?;
        Ok(self.out.flush()?)
    }

    fn index(&self, sets: &ParameterSets) -> Result<Moov, Failed> {
        let frames = u32::try_from(self.sizes.len()).map_err(fault)?;
        let (timescale, duration) = (self.fps * TICKS, u64::from(frames) * u64::from(TICKS));
        let (width, height) = self.size;
        let avc1 = Avc1 {
            visual: Visual { data_reference_index: 1, width, height, ..Visual::default() },
            avcc: Avcc::new(&sets.sequence, &sets.picture).map_err(fault)?,
            colr: Some(Colr::Nclx {
                colour_primaries: 1,
                transfer_characteristics: 1,
                matrix_coefficients: 1,
                full_range_flag: false,
            }),
            ..Avc1::default()
        };
        let chunk = u32::try_from(self.frames_at).map_err(fault)?;
        let stbl = Stbl {
            stsd: Stsd { codecs: vec![Codec::Avc1(avc1)] },
            stts: Stts { entries: vec![SttsEntry { sample_count: frames, sample_delta: TICKS }] },
            stss: Some(Stss { entries: self.keys.clone() }),
            stsc: Stsc {
                entries: vec![StscEntry { first_chunk: 1, samples_per_chunk: frames, sample_description_index: 1 }],
            },
            stsz: Stsz { samples: StszSamples::Different { sizes: self.sizes.clone() } },
            stco: Some(Stco { entries: vec![chunk] }),
            ..Stbl::default()
        };
        let here = Dinf { dref: Dref { entries: vec![Url::default().into()] } };
        let minf = Minf { vmhd: Some(Vmhd::default()), dinf: here, stbl, ..Minf::default() };
        let mdia = Mdia {
            mdhd: Mdhd { timescale, duration, language: "und".to_owned(), ..Mdhd::default() },
            hdlr: Hdlr { handler: FourCC::from(four("vide")), name: "Video".to_owned() },
            minf,
        };
        let tkhd = Tkhd {
            track_id: 1,
            duration,
            enabled: true,
            in_movie: true,
            width: width.into(),
            height: height.into(),
            ..Tkhd::default()
        };
        Ok(Moov {
            mvhd: Mvhd { timescale, duration, rate: 1.into(), volume: 1.into(), next_track_id: 2, ..Mvhd::default() },
            trak: vec![Trak { tkhd, mdia, ..Trak::default() }],
            ..Moov::default()
        })
    }
}

impl<W: Write + Seek> FilmWriter for Mp4<W> {
    fn add(&mut self, image: &Image, frames: u32) -> Result<(), Failed> {
        self.yuv.read(image);
        for _ in 0..frames {
            let coded = self.encoder.encode(&self.yuv)?;
            self.out.write_all(&coded.bytes)?;
            self.sizes.push(u32::try_from(coded.bytes.len()).map_err(fault)?);
            if coded.is_key {
                self.keys.push(u32::try_from(self.sizes.len()).map_err(fault)?);
            }
        }
        Ok(())
    }
}

fn four(word: &str) -> [u8; 4] {
    word.as_bytes().try_into().unwrap_or(*b"    ")
}

#[expect(clippy::needless_pass_by_value, reason = "errors come by value from map_err")]
fn fault(why: impl ToString) -> Failed {
    Failed::Film(FilmError::Encoder(why.to_string()))
}
