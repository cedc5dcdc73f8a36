//! Coordinate reference systems: degrees on WGS 84 against those of pyproj 3.7.2 (PROJ 9.5.1, no grids,
//! `Transformer.from_crs(code, 4326, always_xy=True)`), to a tenth of a metre on the ground.

use boundaries::Ground;

/// Written coordinates and pyproj's longitude and latitude.
const PLACES: &[(u32, [f64; 2], [f64; 2])] = &[
    (3857, [11_610_622.89, 6_854_552.133], [104.300_000_002, 52.300_000_001]),
    (32648, [452_266.816, 5_794_636.635], [104.300_000_006, 52.300_000_002]),
    (32637, [412_125.459, 6_179_143.324], [37.599_999_997, 55.750_000_003]),
    (3035, [4_551_801.973, 3_271_028.983], [13.399_999_996, 52.499_999_996]),
    (3576, [764_229.495, -2_998_191.754], [104.299_999_998, 61.999_999_998]),
    (2154, [652_301.565, 6_861_302.726], [2.350_000_002, 48.850_000_001]),
    (25832, [500_000.0, 5_538_630.703], [9.0, 50.000_000_002]),
    (5070, [0.0, 1_886_977.565], [-96.0, 40.000_000_001]),
    (3395, [4_185_612.854, 7_473_460.435], [37.600_000_002, 55.750_000_002]),
    (28418, [18_452_227.567, 5_796_988.219], [104.300_000_005, 52.300_000_004]),
    (28407, [7_412_206.436, 6_181_717.191], [37.599_999_998, 55.750_000_002]),
    (4284, [104.299_726_099, 52.299_378_429], [104.300_000_001, 52.300_000_004]),
    (3413, [0.0, -1_633_879.497], [-45.0, 75.000_000_004]),
    (3031, [0.0, 1_638_783.238], [0.0, -75.000_000_004]),
    (2180, [500_000.0, 459_309.209], [19.0, 51.999_999_996]),
    (3067, [395_257.32, 6_875_794.505], [24.999_999_997, 62.000_000_001]),
    (2056, [2_642_695.42, 1_205_590.522], [8.000_000_006, 47.000_000_008]),
    (2193, [1_600_000.0, 5_461_242.938], [173.0, -41.000_000_002]),
    (4326, [30.0, 60.0], [30.0, 60.0]),
];

fn metres_apart(a: [f64; 2], b: [f64; 2]) -> f64 {
    const METRES_A_DEGREE: f64 = 111_320.0;
    let east = (a[0] - b[0]) * a[1].to_radians().cos();
    (east.powi(2) + (a[1] - b[1]).powi(2)).sqrt() * METRES_A_DEGREE
}

#[test]
fn codes_agree_with_pyproj() {
    for &(code, written, expected) in PLACES {
        let ground = Ground::of_epsg(code).unwrap_or_else(|fault| panic!("{code}: {fault}"));
        let mut place = [written];
        ground.place_all(&mut place).unwrap_or_else(|_| panic!("{code}: no place"));
        let apart = metres_apart(place[0], expected);
        assert!(apart < 0.1, "EPSG:{code} is {apart:.2} m off: {place:?}");
    }
}

/// What Esri writes beside Shapefiles has neither codes nor shifts of datums; from pyproj's
/// `to_wkt("WKT1_ESRI")`.
#[test]
fn esri_systems_agree_with_pyproj() {
    let gauss = r#"PROJCS["Pulkovo_1942_GK_Zone_18",GEOGCS["GCS_Pulkovo_1942",DATUM["D_Pulkovo_1942",SPHEROID["Krasovsky_1940",6378245.0,298.3]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",18500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",105.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#;
    let utm = r#"PROJCS["WGS_1984_UTM_Zone_48N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",105.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#;
    let degrees = r#"GEOGCS["GCS_Pulkovo_1942",DATUM["D_Pulkovo_1942",SPHEROID["Krasovsky_1940",6378245.0,298.3]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
    let web = r#"PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",0.0],PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]]"#;
    let lambert = r#"PROJCS["RGF_1993_Lambert_93",GEOGCS["GCS_RGF_1993",DATUM["D_RGF_1993",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",700000.0],PARAMETER["False_Northing",6600000.0],PARAMETER["Central_Meridian",3.0],PARAMETER["Standard_Parallel_1",49.0],PARAMETER["Standard_Parallel_2",44.0],PARAMETER["Latitude_Of_Origin",46.5],UNIT["Meter",1.0]]"#;
    for (code, wkt) in [(28418, gauss), (32648, utm), (4284, degrees), (3857, web), (2154, lambert)] {
        let ground = Ground::of_wkt(wkt).unwrap_or_else(|fault| panic!("{code}: {fault}"));
        let (_, written, expected) = PLACES.iter().find(|(known, ..)| *known == code).expect("a place");
        let mut place = [*written];
        ground.place_all(&mut place).unwrap_or_else(|_| panic!("{code}: no place"));
        let apart = metres_apart(place[0], *expected);
        assert!(apart < 0.1, "Esri's {code} is {apart:.2} m off");
    }
}

#[test]
fn projjson_without_a_code_is_read_by_its_parts() {
    let json = serde_json::json!({
        "type": "ProjectedCRS", "name": "my zone",
        "base_crs": {"name": "WGS 84", "datum": {"type": "GeodeticReferenceFrame", "name": "World Geodetic System 1984",
            "ellipsoid": {"name": "WGS 84", "semi_major_axis": 6_378_137, "inverse_flattening": 298.257_223_563}}},
        "conversion": {"name": "UTM zone 48N", "method": {"name": "Transverse Mercator"}, "parameters": [
            {"name": "Latitude of natural origin", "value": 0, "unit": "degree"},
            {"name": "Longitude of natural origin", "value": 105, "unit": "degree"},
            {"name": "Scale factor at natural origin", "value": 0.9996, "unit": "unity"},
            {"name": "False easting", "value": 500_000, "unit": "metre"},
            {"name": "False northing", "value": 0, "unit": "metre"}]},
        "coordinate_system": {"subtype": "Cartesian", "axis": [{"name": "Easting", "unit": "metre"}]},
    });
    let mut place = [[452_266.816, 5_794_636.635]];
    Ground::of_projjson(&json).expect("known").place_all(&mut place).expect("a place");
    assert!(metres_apart(place[0], [104.3, 52.3]) < 0.1, "{place:?}");
}

#[test]
fn what_is_not_known_is_refused() {
    for name in ["EPSG:1", "my own grid", "EPSG:4978", "ENGCRS[\"site\"]", "PROJCS[", ""] {
        assert!(Ground::of_name(name).is_err(), "{name}");
    }
    assert!(Ground::of_wkt(&"A[".repeat(100_000)).is_err());
}
