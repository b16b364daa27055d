//! Work shared among threads, with results in the order of the work whoever did it.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Tasks below which threads are not worth starting.
const FEWEST: usize = 8;

/// Applies `f` to every item on up to `threads` threads; results come in the order of the items.
pub(super) fn map_in_order<T: Sync, R: Send>(items: &[T], threads: usize, f: impl Fn(&T) -> R + Sync) -> Vec<R> {
    if threads <= 1 || items.len() < FEWEST {
        return items.iter().map(f).collect();
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let i = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(i) else { return done };
            done.push((i, f(item)));
        }
    };
    let mut all = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(items.len())).map(|_| scope.spawn(work)).collect();
        let mut all = work();
        for other in others {
            match other.join() {
                Ok(done) => all.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    });
    all.sort_unstable_by_key(|(i, _)| *i);
    all.into_iter().map(|(_, result)| result).collect()
}

/// Gives every job to one of up to `threads` workers; each worker has a tool of its own.
pub(super) fn share_out<J: Send, W: Send>(jobs: Vec<J>, tools: &mut [W], f: impl Fn(&mut W, J) + Sync) {
    if let [tool, rest @ ..] = tools {
        let queue = Mutex::new(jobs.into_iter());
        let work = |tool: &mut W| {
            loop {
                let job = queue.lock().ok().and_then(|mut jobs| jobs.next());
                let Some(job) = job else { return };
                f(tool, job);
            }
        };
        let work = &work;
        std::thread::scope(|scope| {
            for other in rest {
                scope.spawn(move || work(other));
            }
            work(tool);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_their_items() {
        let items: Vec<u64> = (0..1000).collect();
        let expected: Vec<u64> = items.iter().map(|i| i * i).collect();
        for threads in [0, 1, 2, 7] {
            assert_eq!(map_in_order(&items, threads, |i| i * i), expected);
        }
        assert!(map_in_order(&Vec::<u64>::new(), 4, |i| *i).is_empty());
    }

    #[test]
    fn every_job_is_done_once() {
        let mut cells = vec![0_u32; 100];
        let mut tools = [0_u32; 3];
        let jobs: Vec<&mut u32> = cells.iter_mut().collect();
        share_out(jobs, &mut tools, |tool, cell| {
            *cell += 1;
            *tool += 1;
        });
        assert!(cells.iter().all(|c| *c == 1));
        assert_eq!(tools.iter().sum::<u32>(), 100);
    }
}
