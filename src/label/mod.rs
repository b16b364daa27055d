//! Label candidates, collision and stability. Knows boxes and priorities, not what a label means.
