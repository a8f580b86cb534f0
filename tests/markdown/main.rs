//! The Markdown room: what is found in a body, what is made of it, and that no body can break a page.

mod balance;
mod html;
mod outline;
mod properties;
mod site;
mod terms;
