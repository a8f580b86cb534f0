//! The address, and who may come in.
//!
//! 1. The port is taken before anything is read, so that a wrong one is said at once.
//! 2. Each connection has its limits: of time for a request's head, of bytes in it, of time in which the
//!    other end takes nothing. More connections than a browser opens are turned away.
//! 3. A request is checked, and led to the site or to a question.

use super::ServeError;
use super::api::{self, Shared};
use super::desk::Desk;
use super::guard::{self, Names};
use super::pages;
use super::preview::PREFIX;
use super::stage::Stage;
use super::stall::Stalling;
use super::workers::Workers;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use axum::response::IntoResponse as _;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, ToSocketAddrs as _};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

/// Where a preview listens when nobody says where.
pub const PORT: u16 = 8040;
/// So many ports are tried when nobody says which.
const TRIED: u16 = 10;
/// How long a request's head, or the next request on an open connection, may take.
const HEAD: Duration = Duration::from_secs(15);
/// The largest head of a request, in bytes.
const HEAD_BYTES: usize = 16 << 10;
/// So many connections are open at once.
const CONNECTIONS: usize = 512;

/// An address that is listened at.
#[derive(Debug)]
pub struct Door {
    listeners: Vec<TcpListener>,
    names: Names,
    address: SocketAddr,
}

impl Door {
    /// Listens at a host's addresses (None: at this machine's own, which no other reaches) and at a port
    /// (None: the first free one from [`PORT`] on; 0: any).
    ///
    /// # Errors
    /// When the port is taken, or there is no such address here.
    pub fn open(host: Option<&str>, port: Option<u16>) -> Result<Self, ServeError> {
        let Some(port) = port else {
            let tried = (PORT..PORT + TRIED).map(|port| Self::at(host, port));
            let mut last = None;
            for tried in tried {
                match tried {
                    Err(taken @ ServeError::Taken { .. }) => last = Some(taken),
                    other => return other,
                }
            }
            return Err(last.unwrap_or(ServeError::Taken {
                port: PORT,
                free: None,
            }));
        };
        Self::at(host, port).map_err(|error| match error {
            ServeError::Taken { port, .. } => {
                let next = (port..port.saturating_add(TRIED)).skip(1);
                let free = next.into_iter().find(|&next| Self::at(host, next).is_ok());
                ServeError::Taken { port, free }
            }
            other => other,
        })
    }

    fn at(host: Option<&str>, port: u16) -> Result<Self, ServeError> {
        let refused = |error: io::Error| match error.kind() {
            io::ErrorKind::AddrInUse => ServeError::Taken { port, free: None },
            _ => ServeError::Address {
                host: host.unwrap_or("localhost").to_owned(),
                why: plain(&error),
            },
        };
        let Some(host) = host else {
            let first = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(refused)?;
            let address = first.local_addr().map_err(refused)?;
            let mut listeners = vec![first];
            match TcpListener::bind((Ipv6Addr::LOCALHOST, address.port())) {
                Ok(second) => listeners.push(second),
                // 'localhost' would lead to somebody else's.
                Err(error) if error.kind() == io::ErrorKind::AddrInUse && port != 0 => {
                    return Err(refused(error));
                }
                // A machine without the newer protocol.
                Err(_) => {}
            }
            let names = Names {
                named: None,
                any_address: false,
            };
            return Ok(Self {
                listeners,
                names,
                address,
            });
        };
        let addresses = (host, port).to_socket_addrs().map_err(refused)?;
        let mut listeners = Vec::new();
        for address in addresses {
            listeners.push(TcpListener::bind(address).map_err(refused)?);
            if port == 0 {
                // Two addresses would get two ports.
                break;
            }
        }
        let Some(first) = listeners.first() else {
            return Err(refused(io::ErrorKind::NotFound.into()));
        };
        let address = first.local_addr().map_err(refused)?;
        let names = Names {
            named: host
                .parse::<IpAddr>()
                .is_err()
                .then(|| host.to_ascii_lowercase()),
            any_address: !address.ip().is_loopback(),
        };
        Ok(Self {
            listeners,
            names,
            address,
        })
    }

    /// The port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Whether other machines can reach it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.address.ip().is_loopback()
    }

    /// Where a browser finds it: `http://127.0.0.1:8040/`.
    #[must_use]
    pub fn url(&self) -> String {
        match (&self.names.named, self.address.ip().is_unspecified()) {
            (Some(name), _) => format!("http://{name}:{}/", self.port()),
            (None, true) => format!("http://localhost:{}/", self.port()),
            (None, false) => format!("http://{}/", self.address),
        }
    }

    /// Serves until something fails for good.
    pub(super) async fn serve(
        self,
        stage: Arc<Stage>,
        desk: Arc<dyn Desk>,
        workers: Workers,
    ) -> io::Result<()> {
        let workers = Arc::new(Mutex::new(workers));
        let house = Arc::new(House {
            router: api::router(Shared::new(Arc::clone(&stage), desk)),
            stage,
            names: self.names,
        });
        let places = Arc::new(Semaphore::new(CONNECTIONS));
        let mut last = None;
        let mut all = tokio::task::JoinSet::new();
        for listener in self.listeners {
            listener.set_nonblocking(true)?;
            let listener = tokio::net::TcpListener::from_std(listener)?;
            all.spawn(accept(
                listener,
                Arc::clone(&house),
                Arc::clone(&places),
                Arc::clone(&workers),
            ));
        }
        while let Some(ended) = all.join_next().await {
            last = ended.err();
        }
        Err(last.map_or_else(|| io::ErrorKind::Other.into(), io::Error::other))
    }
}

/// What every connection needs.
struct House {
    router: Router,
    stage: Arc<Stage>,
    names: Names,
}

async fn accept(
    listener: tokio::net::TcpListener,
    house: Arc<House>,
    places: Arc<Semaphore>,
    workers: Arc<Mutex<Workers>>,
) {
    let mut server = http1::Builder::new();
    server
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_BYTES)
        .max_headers(64);
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file handles, most likely: some will be given back.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            drop(stream);
            continue;
        };
        // Answers are written whole, so nothing is gained by waiting for more.
        let _ = stream.set_nodelay(true);
        let house = Arc::clone(&house);
        let service = service_fn(move |request| answer(Arc::clone(&house), request));
        let (server, Ok(stream)) = (server.clone(), stream.into_std()) else {
            continue;
        };
        let mut workers = workers.lock().unwrap_or_else(PoisonError::into_inner);
        workers.give(async move {
            if let Ok(stream) = TcpStream::from_std(stream) {
                let stream = TokioIo::new(Stalling::new(stream));
                // Who goes away in the middle of an answer is no failure of ours.
                let _ = server.serve_connection(stream, service).await;
            }
            drop(place);
        });
    }
}

async fn answer(
    house: Arc<House>,
    request: Request<Incoming>,
) -> Result<Response<Body>, Infallible> {
    let (head, body) = request.into_parts();
    let path = head.uri.path();
    let mut response = if let Err(refusal) = guard::check(&head, &house.names) {
        refusal.into_response()
    } else if api::is_question(path) || path.starts_with(PREFIX) {
        let router = TowerToHyperService::new(house.router.clone());
        let request = Request::from_parts(head, body);
        let Ok(response) = router.call(request).await;
        response
    } else if let Some(response) = pages::answer(&house.stage, &head) {
        response
    } else {
        pages::make_aside(Arc::clone(&house.stage), head).await
    };
    guard::protect(response.headers_mut());
    Ok(response)
}

fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_owned()
}
