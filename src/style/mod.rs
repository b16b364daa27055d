//! Themes: tokens, rules and symbolizers, read from assets/themes. Knows nothing of egui.
