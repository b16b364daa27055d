//! Painters: one small file each. Knows scenes and pixels, not maps.
