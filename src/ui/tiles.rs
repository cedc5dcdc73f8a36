//! Owns map tiles from the network: off at every start, fetched only after the user said yes; and
//! the ground that the map is drawn on, equal-area or Web Mercator. Does not draw.

use super::map::Shapes;
use crate::{
    geo::Projection,
    jobs::Jobs,
    lang::Message,
    session::{PointLayer, Session},
};
use eframe::egui::Context;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::Arc,
};
use walkers::{
    HeaderValue, HttpOptions, HttpTiles, TileId,
    sources::{Attribution, TileSource},
};

/// The tile server of OpenStreetMap; its rules: <https://operations.osmfoundation.org/policies/tiles/>.
const OPEN_STREET_MAP: &str = "https://tile.openstreetmap.org";
/// Its deepest level.
const DEEPEST: u8 = 19;

/// Web Mercator (EPSG:3857), in which tiles are drawn. Longitudes beyond 180° go on, so that what
/// lies over the antimeridian stays whole.
const WEB_MERCATOR: &str =
    "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +over +no_defs";

/// Tiles with their projection, for the map to draw.
pub(super) struct Tiles {
    /// What fetches them.
    pub(super) fetched: HttpTiles,
    /// The projection of everything drawn over them.
    pub(super) projection: Projection,
}

/// What the map is drawn on.
pub(super) struct Ground {
    /// Shapes in its projection.
    pub(super) shapes: Arc<Shapes>,
    /// Detections in its projection.
    pub(super) layer: Option<Arc<PointLayer>>,
    /// Tiles, if it is the web's.
    pub(super) tiles: Option<Tiles>,
}

/// Whether tiles are shown, and the way there and back.
pub(super) struct TileSwitch {
    is_on: bool,
    server: String,
    work: Jobs<Result<Ground, Message>>,
}

impl Default for TileSwitch {
    fn default() -> Self {
        Self { is_on: false, server: OPEN_STREET_MAP.to_owned(), work: Jobs::default() }
    }
}

impl TileSwitch {
    /// Whether tiles are shown, or on their way.
    pub(super) fn is_on(&self) -> bool {
        self.is_on
    }

    /// Another server than the usual one.
    #[cfg(test)]
    pub(super) fn fetch_from(&mut self, server: String) {
        self.server = server;
    }

    /// Shows tiles, or no longer; shapes are projected in the background.
    pub(super) fn turn(&mut self, ctx: &Context, session: &Session, is_on: bool) {
        self.is_on = is_on;
        self.work.cancel_all();
        let (waker, session) = (ctx.clone(), session.for_background());
        let server = is_on.then(|| self.server.clone());
        let tiles_ctx = ctx.clone();
        let work = move |_: &_| ground(&session, server, tiles_ctx);
        self.work.start("tiles", move || waker.request_repaint(), work);
    }

    /// The new ground, once it is ready, or why there is none.
    pub(super) fn finished(&mut self) -> Option<Result<Ground, Message>> {
        let last = self.work.finished().pop();
        if matches!(last, Some(Err(_))) {
            self.is_on = false;
        }
        last
    }
}

fn ground(session: &Session, server: Option<String>, ctx: Context) -> Result<Ground, Message> {
    let geography = session.geography().map_err(|error| error.told())?;
    let Some(server) = server else {
        let shapes = Arc::new(Shapes::new(geography, &geography.projection));
        return Ok(Ground { shapes, layer: session.point_layer().map(Arc::new), tiles: None });
    };
    let projection = Projection::from_proj_string(WEB_MERCATOR).map_err(|error| error.told())?;
    let shapes = Arc::new(Shapes::new(geography, &projection));
    let layer = session
        .point_layer()
        .map(|known| Arc::new(PointLayer::projected(Arc::clone(&known.detections), geography, &projection)));
    let fetched = start(server, ctx)?;
    Ok(Ground { shapes, layer, tiles: Some(Tiles { fetched, projection }) })
}

/// Makes ready to fetch. Nothing is asked for before the map is drawn.
fn start(server: String, ctx: Context) -> Result<HttpTiles, Message> {
    // Someone may have chosen one before; either serves.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let is_public = server == OPEN_STREET_MAP;
    let options = HttpOptions {
        // The rules of the server ask for a cache and for the program's name.
        cache: cache_folder().filter(|_| is_public),
        user_agent: Some(HeaderValue::from_static(concat!("hashatlas/", env!("CARGO_PKG_VERSION")))),
        ..HttpOptions::default()
    };
    let source = Server { address: server };
    // The client panics where the system has no certificates to trust.
    catch_unwind(AssertUnwindSafe(|| HttpTiles::with_options(source, options, ctx)))
        .map_err(|_| "error-no-encryption".into())
}

/// Where fetched tiles are kept (XDG Base Directory Specification).
fn cache_folder() -> Option<PathBuf> {
    let absolute = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = absolute("XDG_CACHE_HOME").or_else(|| Some(absolute("HOME")?.join(".cache")))?;
    Some(cache.join("hashatlas/tiles"))
}

/// A server of tiles in the usual order of folders.
struct Server {
    address: String,
}

impl TileSource for Server {
    fn tile_url(&self, tile: TileId) -> String {
        format!("{}/{}/{}/{}.png", self.address, tile.zoom, tile.x, tile.y)
    }

    fn attribution(&self) -> Attribution {
        Attribution {
            text: "© OpenStreetMap contributors",
            url: "https://www.openstreetmap.org/copyright",
            logo_light: None,
            logo_dark: None,
        }
    }

    fn max_zoom(&self) -> u8 {
        DEEPEST
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lang::Lang,
        ui::tests::{go_on, window},
    };
    use egui_kittest::kittest::Queryable;
    use std::{
        io::{Read, Write},
        net::TcpListener,
        sync::mpsc::{Receiver, channel},
    };

    /// A server that has no tiles, and tells what it is asked for.
    fn server() -> (String, Receiver<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let (tell, hear) = channel();
        // It ends with the test.
        let _ = crate::jobs::beside(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("a connection");
                let mut request = [0; 1024];
                let length = stream.read(&mut request).unwrap_or(0);
                let line =
                    String::from_utf8_lossy(&request[..length]).lines().next().unwrap_or("").to_owned();
                if tell.send(line).is_err() {
                    return;
                }
                let _ = stream
                    .write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            }
        });
        (address, hear)
    }

    #[test]
    fn nothing_is_fetched_before_the_user_says_yes() {
        let (address, asked) = server();
        let mut harness = window(Lang::En);
        harness.state_mut().tile_switch().fetch_from(address);
        go_on(&mut harness);
        harness.get_by_label("Online map tiles").click_accesskit();
        go_on(&mut harness);
        harness.get_by_label("No, stay offline").click();
        go_on(&mut harness);
        assert!(!harness.state_mut().tile_switch().is_on());
        std::thread::sleep(std::time::Duration::from_millis(200));
        assert_eq!(asked.try_iter().collect::<Vec<_>>(), Vec::<String>::new());
        harness.get_by_label("Online map tiles").click_accesskit();
        go_on(&mut harness);
        harness.get_by_label("Show online tiles").click();
        let mut first = None;
        for _ in 0..500 {
            harness.run_steps(2);
            first = asked.try_recv().ok();
            if first.is_some() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        let first = first.expect("a tile is asked for");
        let parts: Vec<&str> = first.split(['/', ' ', '.']).collect();
        assert!(parts[0] == "GET" && parts.contains(&"png"), "{first}");
    }

    #[test]
    fn the_plane_of_tiles_is_web_mercator() {
        let projection = Projection::from_proj_string(WEB_MERCATOR).expect("known");
        let mut at = [[180.0, 0.0], [190.0, 0.0], [0.0, 45.0]];
        projection.project(&mut at);
        // EPSG:3857: half the circumference at 180°; y of 45° after the formula of the sphere.
        assert!((at[0][0] - 20_037_508.342_789).abs() < 0.01, "{at:?}");
        assert!((at[1][0] - 21_150_703.250_722).abs() < 0.01, "{at:?}");
        assert!((at[2][1] - 5_621_521.486_192).abs() < 0.01, "{at:?}");
    }
}
