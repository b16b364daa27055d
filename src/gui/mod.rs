//! The window: commands, panels, camera, worker. The only module that knows egui.
