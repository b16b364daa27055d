//! What happened: the campaign, indexed by time. Knows nothing of colours or pixels.
