//! Jobs that write pictures: atomic writes, metadata, progress. Knows nothing of windows.
