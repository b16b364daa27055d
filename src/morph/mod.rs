//! Interpolation of lines between dated positions, with its invariants. Knows nothing of what the lines mean.
