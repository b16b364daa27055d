//! Pictures to H.264, by `openh264` at a constant quality.

use openh264::OpenH264API;
use openh264::encoder::{
    BitRate, Complexity, Encoder, EncoderConfig, FrameRate, FrameType, IntraFramePeriod, QpRange, RateControlMode,
    UsageType, VuiConfig,
};
use openh264::{Timestamp, formats::YUVSource};

use super::FilmError;

/// The step of quantisation, the same for every frame: thin lines stay sharp, and a map at rest costs almost nothing.
const QUANTISER: u8 = 20;
/// From one frame that stands for itself to the next, seconds: how finely a player can jump.
const KEY_SECS: u32 = 4;
/// What a level is chosen for, bits a second: the most that players of 1080p must take (level 4).
const BITS_PER_SEC: u32 = 20_000_000;

/// Kinds of units in a stream of H.264 (table 7-1).
const SEQUENCE_SET: u8 = 7;
const PICTURE_SET: u8 = 8;

pub(super) struct H264 {
    encoder: Encoder,
    fps: u64,
    frames: u64,
    /// What a decoder must know first.
    pub sets: Option<ParameterSets>,
}

/// Sequence and picture parameter sets.
#[derive(Clone)]
pub(super) struct ParameterSets {
    pub sequence: Vec<u8>,
    pub picture: Vec<u8>,
}

/// One frame of a film as an MP4 file holds it.
pub(super) struct Coded {
    /// Units, each behind its length.
    pub bytes: Vec<u8>,
    /// True if it stands for itself.
    pub is_key: bool,
}

impl H264 {
    pub fn new(fps: u16) -> Result<Self, FilmError> {
        let config = EncoderConfig::new()
            .usage_type(UsageType::CameraVideoRealTime)
            .max_frame_rate(FrameRate::from_hz(f32::from(fps)))
            .bitrate(BitRate::from_bps(BITS_PER_SEC))
            // The mode in which the bounds alone decide: a constant step.
            .rate_control_mode(RateControlMode::Bufferbased)
            .qp(QpRange::new(QUANTISER, QUANTISER))
            .adaptive_quantization(false)
            .background_detection(false)
            .scene_change_detect(false)
            .skip_frames(false)
            .complexity(Complexity::Low)
            .intra_frame_period(IntraFramePeriod::from_num_frames(u32::from(fps) * KEY_SECS))
            // One thread: the same bytes on every machine. The others compose and paint meanwhile.
            .num_threads(1)
            .vui(VuiConfig::bt709());
        let encoder = Encoder::with_api_config(OpenH264API::from_source(), config).map_err(told)?;
        Ok(Self { encoder, fps: fps.into(), frames: 0, sets: None })
    }

    /// The next frame.
    pub fn encode(&mut self, picture: &impl YUVSource) -> Result<Coded, FilmError> {
        let time = Timestamp::from_millis(self.frames * 1000 / self.fps);
        self.frames += 1;
        let stream = self.encoder.encode_at(picture, time).map_err(told)?;
        let is_key = stream.frame_type() == FrameType::IDR;
        let (mut sequence, mut picture, mut bytes) = (None, None, Vec::new());
        let layers = (0..stream.num_layers()).filter_map(|i| stream.layer(i));
        for layer in layers {
            for unit in (0..layer.nal_count()).filter_map(|i| layer.nal_unit(i)) {
                let unit = without_start(unit);
                match unit.first().map(|head| head & 31) {
                    Some(SEQUENCE_SET) => sequence = Some(unit.to_vec()),
                    Some(PICTURE_SET) => picture = Some(unit.to_vec()),
                    Some(_) => {
                        let length = u32::try_from(unit.len()).map_err(|_| told("a frame of 4 GiB"))?;
                        bytes.extend(length.to_be_bytes());
                        bytes.extend(unit);
                    }
                    None => {}
                }
            }
        }
        if let (None, Some(sequence), Some(picture)) = (&self.sets, sequence, picture) {
            self.sets = Some(ParameterSets { sequence, picture });
        }
        if bytes.is_empty() {
            return Err(told("the encoder left out a frame"));
        }
        Ok(Coded { bytes, is_key })
    }
}

/// A unit without the zeros and the one that mark its start.
fn without_start(unit: &[u8]) -> &[u8] {
    let zeros = unit.iter().take_while(|b| **b == 0).count();
    unit.get(zeros + 1..).unwrap_or_default()
}

#[expect(clippy::needless_pass_by_value, reason = "errors come by value from map_err")]
fn told(why: impl ToString) -> FilmError {
    FilmError::Encoder(why.to_string())
}
