//! The physical ceiling: the same bytes, appended and flushed in groups by one thread, with nothing else to do.
use super::load::{self, Load};
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};

/// How many commits of `bytes` this disk takes from so many clients, everything pending in one append and one fdatasync.
pub async fn commits(directory: &Path, bytes: usize, clients: usize, time: Duration) -> Load {
    let file = open(directory);
    let (send, receive) = mpsc::channel::<oneshot::Sender<()>>(clients);
    let committer = std::thread::spawn(move || commit(file, receive, bytes));
    let load = load::run(clients, time, |_| {
        let send = send.clone();
        move |_| {
            let send = send.clone();
            async move {
                let (done, wait) = oneshot::channel();
                send.send(done).await.expect("the committer runs");
                wait.await.expect("it answers");
            }
        }
    })
    .await;
    drop(send);
    committer.join().expect("the committer ends");
    load
}

fn commit(mut file: File, mut receive: mpsc::Receiver<oneshot::Sender<()>>, bytes: usize) {
    let mut waiting = vec![];
    while receive.blocking_recv_many(&mut waiting, 4096) > 0 {
        file.write_all(&vec![0x5a; bytes * waiting.len()]).expect("space");
        file.sync_data().expect("a flush");
        for done in waiting.drain(..) {
            let _ = done.send(());
        }
    }
}

/// The median time of one fdatasync after a small append.
pub fn fdatasync(directory: &Path, bytes: usize) -> Duration {
    let mut file = open(directory);
    let mut took: Vec<Duration> = (0..300)
        .map(|_| {
            file.write_all(&vec![0x5a; bytes]).expect("space");
            let began = Instant::now();
            file.sync_data().expect("a flush");
            began.elapsed()
        })
        .collect();
    took.sort_unstable();
    took[took.len() / 2]
}

fn open(directory: &Path) -> File {
    let path = directory.join("ceiling");
    OpenOptions::new().create(true).write(true).truncate(true).open(path).expect("a file")
}
