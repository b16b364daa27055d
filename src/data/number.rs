//! Numbers of coordinates: most of the text of a map.

use super::geometry::GeometryFault;
use super::scan::{Cursor, Fault};

/// Powers of ten that a double holds exactly.
const POWERS_OF_TEN: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// A number, correctly rounded.
///
/// Up to 15 digits without an exponent are one division of two exact doubles (Clinger, "How to read floating point
/// numbers accurately", 1990); anything else goes to the standard library.
pub(super) fn read_number(text: &str, cursor: &mut Cursor<'_>) -> Result<f64, GeometryFault> {
    cursor.peek();
    let at = cursor.pos();
    let bytes = &text.as_bytes()[at..];
    let is_negative = bytes.first() == Some(&b'-');
    let mut len = usize::from(is_negative);
    let (mut mantissa, mut digits, mut decimals) = (0_u64, 0_usize, 0_usize);
    let mut has_point = false;
    while let Some(&byte) = bytes.get(len) {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'));
                digits += 1;
                decimals += usize::from(has_point);
            }
            b'.' if !has_point => has_point = true,
            _ => break,
        }
        len += 1;
    }
    let ends = matches!(bytes.get(len), None | Some(b',' | b']' | b' ' | b'\n' | b'\r' | b'\t'));
    // JSON wants a digit on both sides of the point and no zero before other digits.
    let whole = digits - decimals;
    let is_json = (!has_point || decimals > 0)
        && (whole == 1 || (whole > 1 && bytes.get(usize::from(is_negative)) != Some(&b'0')));
    if ends && is_json && digits <= 15 {
        cursor.skip(len);
        #[expect(clippy::cast_precision_loss, reason = "fifteen digits are below 2^53")]
        let value = mantissa as f64 / POWERS_OF_TEN[decimals];
        return Ok(if is_negative { -value } else { value });
    }
    let value = cursor.value();
    let word = match &value {
        Ok(range) => &text[range.clone()],
        Err(Fault::Missing { .. }) => text[at..].split([',', ']', '}', '\n']).next().unwrap_or_default().trim(),
        Err(fault) => return Err((*fault).into()),
    };
    match word.parse::<f64>() {
        // The standard library rounds best and is laxer than JSON.
        Ok(value) if value.is_finite() && serde_json::from_str::<serde::de::IgnoredAny>(word).is_ok() => Ok(value),
        _ => Err(GeometryFault::NotANumber { found: word.chars().take(24).collect(), at }),
    }
}
