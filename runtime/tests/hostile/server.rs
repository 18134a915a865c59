//! A server that does to each connection what a script says.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::Duration,
};

/// What the server does next with a connection. After the last step it closes it.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Send(Vec<u8>),
    /// The bytes, so many times.
    Repeat(Vec<u8>, usize),
    /// The bytes one by one, with a wait of so many milliseconds after each.
    Dribble(Vec<u8>, u64),
    /// Milliseconds.
    Wait(u64),
    /// Reads a further request.
    Next,
    /// Ends the connection as an error does, without the usual farewell.
    Reset,
}

pub(crate) type Script = Vec<Step>;

pub(crate) fn send(bytes: impl AsRef<[u8]>) -> Step {
    Step::Send(bytes.as_ref().to_vec())
}

/// Serves the first connection by the first script, and so on; those after the last by the last. Gives the endpoint
/// and the number of requests.
pub(crate) fn listen(scripts: Vec<Script>) -> (String, Arc<AtomicU32>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let requests = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&requests);
    thread::spawn(move || {
        for (number, stream) in listener.incoming().enumerate() {
            let script = scripts[number.min(scripts.len() - 1)].clone();
            let count = Arc::clone(&count);
            thread::spawn(move || {
                // The client may have gone, which is what many scripts are about.
                let _ = serve(stream.unwrap(), &script, &count);
            });
        }
    });
    (endpoint, requests)
}

fn serve(mut stream: TcpStream, script: &[Step], requests: &AtomicU32) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let resets = matches!(script.last(), Some(Step::Reset));
    read_head(&mut stream, resets)?;
    requests.fetch_add(1, Ordering::SeqCst);
    for step in script {
        match step {
            Step::Send(bytes) => stream.write_all(bytes)?,
            Step::Repeat(bytes, times) => {
                for _ in 0..*times {
                    stream.write_all(bytes)?;
                }
            }
            Step::Dribble(bytes, wait) => {
                for byte in bytes {
                    stream.write_all(&[*byte])?;
                    thread::sleep(Duration::from_millis(*wait));
                }
            }
            Step::Wait(wait) => thread::sleep(Duration::from_millis(*wait)),
            Step::Next => {
                read_head(&mut stream, false)?;
                requests.fetch_add(1, Ordering::SeqCst);
            }
            // What was sent is to arrive before the reset, which comes because a byte was not read.
            Step::Reset => thread::sleep(Duration::from_millis(20)),
        }
    }
    Ok(())
}

/// Reads to the end of the head, or to one byte before it.
fn read_head(stream: &mut TcpStream, leave_one: bool) -> std::io::Result<()> {
    let end: &[u8] = if leave_one { b"\r\n\r" } else { b"\r\n\r\n" };
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(end) {
        stream.read_exact(&mut byte)?;
        head.extend(byte);
    }
    Ok(())
}
