//! What takes several calls: the pages and items of a list, and waiting until something is done.
//!
//! It never knows how one call is made.

mod cursor;
mod page;
mod paged;
mod pager;
mod progress;
mod wait;

pub use cursor::NextPage;
pub use page::{Items, Pages};
pub use paged::Paged;
pub use wait::{Progress, WaitError, Waiter, wait_until, wait_until_final};
