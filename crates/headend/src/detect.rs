//! Owns telling a format from the first bytes of a file. Does not read rows.

/// Formats that say what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Russian layouts 80020 and 80040 of the wholesale market (XML).
    Ru80020,
    /// Australian NEM12 (intervals) and NEM13 (readings of registers).
    Nem,
    /// Green Button: NAESB ESPI, as an Atom feed or bare.
    GreenButton,
    /// EDIFACT MSCONS of the German market.
    Mscons,
    /// ebIX `ValidatedMeteredData` of the Swiss market (SDAT-CH).
    SdatCh,
    /// Answers of the Enedis API (JSON).
    EnedisJson,
    /// Load curves from the Enedis portal (CSV).
    EnedisCsv,
    /// Logs of DSMR P1 telegrams.
    P1,
    /// DLMS/COSEM push notifications as XML.
    DlmsXml,
    /// OCPP 1.6 messages `MeterValues`, one a line.
    Ocpp16,
    /// Load profiles of IEC 62056-21.
    Iec62056,
    /// Logs of MQTT messages of smart plugs: Tasmota, Shelly, zigbee2mqtt.
    MqttPlugs,
}

impl Format {
    /// How many bytes are enough to tell.
    pub const HEAD_BYTES: usize = 1 << 14;

    /// The format of a file that begins with `head`.
    #[must_use]
    pub fn detect(head: &[u8]) -> Option<Self> {
        let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
        let head = &head[..head.len().min(Self::HEAD_BYTES)];
        let text = head.trim_ascii_start();
        let has = |word: &str| memchr::memmem::find(head, word.as_bytes()).is_some();
        let begins = |words: &[&str]| words.iter().any(|word| text.starts_with(word.as_bytes()));
        if begins(&["<"]) {
            let is_message = has("class=\"80020\"")
                || has("class=\"80040\"")
                || has("class='80020'")
                || has("class='80040'");
            return [
                (is_message, Self::Ru80020),
                (has("ValidatedMeteredData"), Self::SdatCh),
                (has("naesb.org/espi"), Self::GreenButton),
                (has("DataNotification"), Self::DlmsXml),
            ]
            .into_iter()
            .find_map(|(is, format)| is.then_some(format));
        }
        if begins(&["UNA", "UNB+"]) && has("MSCONS") {
            return Some(Self::Mscons);
        }
        if begins(&["100,NEM1", "200,", "250,"]) && (has("NEM1") || has("\n300,") || begins(&["250,"])) {
            return Some(Self::Nem);
        }
        if begins(&["{"]) && (has("\"usage_point_id\"") || has("\"interval_reading\"")) {
            return Some(Self::EnedisJson);
        }
        if (begins(&["["]) || begins(&["{"])) && (has("\"MeterValues\"") || has("\"sampledValue\"")) {
            return Some(Self::Ocpp16);
        }
        if has("Identifiant PRM") && has("Pas en minutes") {
            return Some(Self::EnedisCsv);
        }
        if has("P.01(") {
            return Some(Self::Iec62056);
        }
        if begins(&["/"]) && has("1-0:1.8.") {
            return Some(Self::P1);
        }
        let plugs = [" tele/", "shellies/", "/status/switch:", " zigbee2mqtt/"];
        plugs.iter().any(|topic| has(topic)).then_some(Self::MqttPlugs)
    }

    /// The name that people call it by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ru80020 => "80020/80040 XML",
            Self::Nem => "NEM12/NEM13",
            Self::GreenButton => "Green Button (ESPI)",
            Self::Mscons => "MSCONS",
            Self::SdatCh => "SDAT-CH (ebIX)",
            Self::EnedisJson => "Enedis API JSON",
            Self::EnedisCsv => "Enedis portal CSV",
            Self::P1 => "DSMR P1",
            Self::DlmsXml => "DLMS push XML",
            Self::Ocpp16 => "OCPP 1.6 MeterValues",
            Self::Iec62056 => "IEC 62056-21 load profile",
            Self::MqttPlugs => "MQTT log of smart plugs",
        }
    }
}
