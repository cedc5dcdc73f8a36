//! No input makes a reader panic, run without end, or hand out a row that cannot be.

use headend::{Format, Options, read, table};
use proptest::prelude::*;

const FORMATS: [Format; 12] = [
    Format::Ru80020,
    Format::Nem,
    Format::GreenButton,
    Format::Mscons,
    Format::SdatCh,
    Format::EnedisJson,
    Format::EnedisCsv,
    Format::P1,
    Format::DlmsXml,
    Format::Ocpp16,
    Format::Iec62056,
    Format::MqttPlugs,
];

/// Pieces of which files are made: what readers look for, and what they stumble over.
const PIECES: &[&str] = &[
    "<message class=\"80020\">",
    "<day>20250228</day>",
    "<area timezone=\"9\">",
    "<measuringpoint code=\"1\">",
    "</measuringpoint>",
    "<measuringchannel code=\"01\">",
    "</measuringchannel>",
    "<period start=\"2330\" end=\"0000\">",
    "<period start=\"9999\" end=\"é\">",
    "</period>",
    "<value status=\"1\">1e999</value>",
    "<value>5</value>",
    "100,NEM12,1,A,B\n",
    "200,N,E1,E1,E1,N1,S,kWh,720,\n",
    "200,N,E1,E1,E1,N1,S,kWh,0,\n",
    "300,20240229,1,2,A,,,1\n",
    "300,20240101,-1,,E52\n",
    "400,1,2,N,,\n",
    "400,0,9,S,,\n",
    "250,N,E,1,E1,,M,I,1,20240101,A,,,2,20230101,A,,,5,kWh,,\n",
    "UNA:+,? '",
    "UNA",
    "UNB+UNOC'",
    "LOC+172+X'",
    "PIA+5+1-1?:1.29.0'",
    "QTY+220:1,5'",
    "DTM+163:202410270200?+00:303'",
    "DTM+164:99999999:203'",
    "?",
    "/M\r\n",
    "0-0:1.0.0(241027023000W)\r\n",
    "0-0:1.0.0(99é)\r\n",
    "1-0:1.8.0(000001.5*kWh)\r\n",
    "0-0:96.1.1(é)\r\n",
    "!\r\n",
    "!FFFF\r\n",
    "<DataNotification>",
    "</DataNotification>",
    "<DateTime Value=\"07E80701010C000000FF8880\"/>",
    "<OctetString Value=\"0100010800FF\"/>",
    "<OctetString Value=\"é0\"/>",
    "<UInt32 Value=\"FFFFFFFFFFFFFFFF\"/>",
    "P.01(1240701121500)(00)(15)(1)(1.5.0)(kW)\n",
    "P.01(é)(00)(15)(1)(1.5.0)(kW)\n",
    "(0.5)\n",
    "2024-07-01T12:00:00+0200 tele/a/SENSOR {\"ENERGY\":{\"Total\":1}}\n",
    "é shellies/a/relay/0/energy 1e400\n",
    "[2,\"a\",\"MeterValues\",{\"connectorId\":1,\"meterValue\":[{\"timestamp\":\"2024-07-01T10:00:00Z\",\"sampledValue\":[{\"value\":\"1\"}]}]}]\n",
    "Identifiant PRM;Unite;Pas en minutes\n",
    "1;W;99999999999\n",
    "Horodate;Valeur\n",
    "2024-10-27T02:30:00;5\n",
    "9999-12-31T23:59:59;5\n",
    "<feed xmlns:e=\"http://naesb.org/espi\">",
    "<entry>",
    "</entry>",
    "<e:IntervalReading>",
    "<e:start>-99999999999999</e:start>",
    "<e:duration>900</e:duration>",
    "<e:value>1</e:value>",
    "</e:IntervalReading>",
    "<!DOCTYPE a [<!ENTITY b \"cccc\">]>",
    "&b;",
    "<MeteringData>",
    "<Observation>",
    "<Sequence>99999999999</Sequence>",
    "<Volume>1</Volume>",
    "</Observation>",
    "meter;date;kWh\n",
    "a;31.12.2024 24:00;1,5\n",
    "a;01.01.9999 00:00;x\n",
    "\u{feff}",
    "\0",
    "sep=;\n",
    "é",
    "\n",
    "-",
    "'",
];

fn file() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop::collection::vec(0..PIECES.len(), 0..24);
    (pieces, any::<prop::sample::Index>(), any::<u8>()).prop_map(|(pieces, at, byte)| {
        let mut bytes: Vec<u8> = pieces.iter().flat_map(|&piece| PIECES[piece].bytes()).collect();
        if !bytes.is_empty() && byte % 3 == 0 {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_bytes_in_any_format(bytes in file(), format in prop::sample::select(FORMATS.to_vec())) {
        let mut good = true;
        let _ = Format::detect(&bytes);
        let report = read(format, bytes.as_slice(), &Options::default(), &mut |row| {
            good &= row.wh.is_finite() && row.wh >= 0.0 && row.seconds > 0;
        });
        prop_assert!(good, "{:?}", report);
    }

    #[test]
    fn any_bytes_as_a_table(bytes in file()) {
        if let Some(mut description) = table::guess(&bytes) {
            description.zone.get_or_insert_with(|| "Europe/Berlin".to_owned());
            description.stamp = Some(table::StampAt::End);
            description.interval_minutes.get_or_insert(30);
            description.unit.get_or_insert(table::Unit::KWh);
            description.quantity.get_or_insert(table::Quantity::Energy);
            let _ = table::read(bytes.as_slice(), &description, &mut |_| {});
        }
    }
}
