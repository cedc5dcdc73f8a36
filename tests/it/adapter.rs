//! Owns the question whether this machine has a graphics adapter, for tests that need one: they
//! say loudly that they skip, and fail instead where `HASHATLAS_REQUIRE_ADAPTER` is set.

use std::path::{Path, PathBuf};

/// Where the Vulkan loader looks for drivers on Linux.
const ICD_FOLDERS: [&str; 4] =
    ["/etc/vulkan/icd.d", "/usr/share/vulkan/icd.d", "/usr/local/share/vulkan/icd.d", "/dev/dri"];

/// Whether the test `name` can use an adapter. If not, it says so on stderr and returns false.
///
/// # Panics
/// There is none although `HASHATLAS_REQUIRE_ADAPTER` is set.
fn adapter_or_skip(name: &str) -> bool {
    let is_required = std::env::var_os("HASHATLAS_REQUIRE_ADAPTER").is_some_and(|value| value != "0");
    let found =
        find_adapter(&ICD_FOLDERS.map(Path::new), std::env::var_os("VK_DRIVER_FILES").map(PathBuf::from));
    match decide(name, found.as_deref(), is_required) {
        Decision::Run => true,
        Decision::Skip(message) => {
            eprintln!("{message}");
            false
        }
        Decision::Fail(message) => panic!("{message}"),
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Decision {
    Run,
    Skip(String),
    Fail(String),
}

fn decide(name: &str, found: Option<&Path>, is_required: bool) -> Decision {
    match (found, is_required) {
        (Some(_), _) => Decision::Run,
        (None, false) => Decision::Skip(format!("SKIPPED {name}: no graphics adapter on this machine")),
        (None, true) => {
            Decision::Fail(format!("{name} needs a graphics adapter, and HASHATLAS_REQUIRE_ADAPTER is set"))
        }
    }
}

/// A Vulkan driver (`*.json`), named by the environment or in one of the folders, or a render
/// node (`renderD…`).
fn find_adapter(folders: &[&Path], named: Option<PathBuf>) -> Option<PathBuf> {
    if let Some(driver) = named {
        return driver.is_file().then_some(driver);
    }
    let files = folders.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten();
    files.filter_map(Result::ok).map(|entry| entry.path()).find(|path| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        name.starts_with("renderD") || path.extension().is_some_and(|extension| extension == "json")
    })
}

#[test]
fn a_driver_a_render_node_or_a_named_file_is_an_adapter() {
    let folder = tempfile::tempdir().expect("tempdir");
    let at = folder.path();
    assert_eq!(find_adapter(&[at, Path::new("/nowhere")], None), None);
    std::fs::write(at.join("README"), "").expect("written");
    assert_eq!(find_adapter(&[at], None), None);
    for name in ["lvp_icd.x86_64.json", "renderD128"] {
        std::fs::write(at.join(name), "").expect("written");
        assert_eq!(find_adapter(&[at], None), Some(at.join(name)));
        assert_eq!(find_adapter(&[], Some(at.join(name))), Some(at.join(name)));
        std::fs::remove_file(at.join(name)).expect("removed");
    }
    assert_eq!(find_adapter(&[at], Some(at.join("gone.json"))), None);
}

#[test]
fn a_test_runs_skips_loudly_or_fails() {
    let driver = Path::new("lvp_icd.json");
    assert_eq!(decide("window", Some(driver), true), Decision::Run);
    assert_eq!(decide("window", Some(driver), false), Decision::Run);
    let Decision::Skip(skipped) = decide("window", None, false) else { panic!("skips") };
    assert!(skipped.starts_with("SKIPPED window"), "{skipped}");
    let Decision::Fail(failed) = decide("window", None, true) else { panic!("fails") };
    assert!(failed.contains("HASHATLAS_REQUIRE_ADAPTER"), "{failed}");
}

#[test]
fn this_machine_has_an_adapter_where_one_is_required() {
    adapter_or_skip("this_machine_has_an_adapter_where_one_is_required");
}
