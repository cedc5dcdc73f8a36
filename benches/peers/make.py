"""Makes the files of docs/performance.md: make.py WHAT PATH, with a fixed seed.

WHAT: readings (Parquet, 201.6 million rows), detections (PATH.csv and PATH.parquet, 5 million rows), conn (Zeek,
10 million rows), pcap (1 GB), xml80020 (a folder of 4,000 files), shapes (PATH.shp and PATH.gpkg, 12,201
multipolygons). Needs numpy, polars and pyarrow; shapes also geopandas.
"""

import os
import random
import struct
import sys

import numpy as np


def readings(path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    meters, slots, step = 150_000, 1344, 410
    rng = np.random.default_rng(1)
    start = np.datetime64("2025-01-06T00:00:00", "s")
    times = (start + np.arange(slots) * np.timedelta64(1800, "s")).astype("datetime64[ms]")
    utc = pa.timestamp("ms", tz="UTC")
    schema = pa.schema([("meter_id", pa.string()), ("ts", utc), ("wh", pa.int32())])
    writer = pq.ParquetWriter(path, schema, compression="zstd", write_page_index=True)
    for first in range(0, meters, step):
        n = min(step, meters - first)
        names = pa.array([f"M{meter:06d}" for meter in range(first, first + n)])
        names = names.take(pa.array(np.repeat(np.arange(n), slots)))
        wh = rng.integers(80, 700, n)[:, None] * (0.5 + rng.random((n, slots)))
        columns = [names, pa.array(np.tile(times, n)).cast(utc), pa.array(wh.astype(np.int32).ravel())]
        writer.write_table(pa.table(columns, schema=schema), row_group_size=step * slots)
    writer.close()


def detections(path):
    import polars as pl

    n, rng = 5_000_000, np.random.default_rng(5)
    words = lambda of: np.array(of)[rng.integers(0, len(of), n)]
    first = np.datetime64("2021-01-01") + rng.integers(0, 1400, n).astype("timedelta64[D]")
    last = first + rng.integers(0, 60, n).astype("timedelta64[D]")
    table = pl.DataFrame({
        "detection_id": np.char.add("D", np.arange(n).astype(str)),
        "region": words(["RU-IRK", "RU-KDA", "RU-NVS", "RU-KYA", "RU-DA", "RU-BU"]),
        "lon": np.round(28 + 150 * rng.random(n), 5),
        "lat": np.round(42 + 30 * rng.random(n), 5),
        "kind": words(["abnormal_load", "meter_tampering", "unauthorised_connection"]),
        "first_seen": first.astype("datetime64[ms]"),
        "last_seen": last.astype("datetime64[ms]"),
        "kw": np.round(1 + 899 * rng.random(n), 2),
        "score": np.round(rng.random(n), 4),
        "status": np.full(n, "simulated"),
        "meter_id": np.char.add("M", rng.integers(0, 10**7, n).astype(str)),
    })
    seen = pl.col("first_seen", "last_seen")
    table.with_columns(seen.dt.replace_time_zone("UTC")).write_parquet(path + ".parquet", row_group_size=1 << 20)
    columns = ["detection_id", "lon", "lat", "kind", "first_seen", "last_seen", "kw", "score"]
    days = table.with_columns(seen.dt.strftime("%Y-%m-%d")).select(columns)
    days.write_csv(path + ".csv", separator=";", decimal_comma=True)


def conn(path, rows=10_000_000, part=500_000):
    import polars as pl

    names = (
        "ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service duration orig_bytes resp_bytes conn_state "
        "local_orig local_resp missed_bytes history orig_pkts orig_ip_bytes resp_pkts resp_ip_bytes tunnel_parents"
    ).split()
    types = (
        "time string addr port addr port enum string interval count count string bool bool count string count count "
        "count count set[string]"
    ).split()
    rng, last = np.random.default_rng(2), 1740787200.0
    with open(path, "wb") as out:
        out.write(b"#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n")
        out.write(("#fields\t" + "\t".join(names) + "\n#types\t" + "\t".join(types) + "\n").encode())
        for first in range(0, rows, part):
            times = last + np.cumsum(rng.random(part) * 0.0173)
            last = times[-1]
            # One flow in a hundred is half an hour of a miner's line.
            mines, host = rng.random(part) < 0.01, rng.integers(1, 30, part)
            between = lambda few, many: np.where(mines, rng.integers(*many, part), rng.integers(*few, part))
            port = np.where(mines, 3333, np.array([443, 443, 443, 80, 53, 123, 8080])[rng.integers(0, 7, part)])
            a, b, c, d, e, f = (rng.integers(1, 250, part) for _ in range(6))
            of = pl.DataFrame(dict(
                ts=times, n=np.arange(first, first + part), mines=mines, host=host, a=a % 9, b=b, c=c, d=d % 180 + 11,
                e=e, f=f, sp=np.where(mines, 40000 + host, rng.integers(1024, 65535, part)), port=port,
                s=np.where(mines, 1800 + rng.random(part) * 20, rng.random(part) * 60),
                ob=between((1, 50000), (20000, 60000)), rb=between((1, 900000), (20000, 90000)),
                op=between((1, 60), (200, 500)), rp=between((1, 800), (200, 500))))
            word = lambda text: pl.lit(text).alias(text + "_")
            client, server = pl.format("10.{}.{}.{}", "a", "b", "c"), pl.format("{}.{}.{}.9", "d", "e", "f")
            miner = pl.col("mines")
            service = pl.col("port").replace_strict({53: "dns", 80: "http", 443: "ssl"}, default="-")
            of = of.select(
                pl.col("ts").round(6), pl.format("C{}", pl.col("n").cast(pl.String).str.zfill(17)).alias("uid"),
                pl.when(miner).then(pl.format("10.9.0.{}", "host")).otherwise(client).alias("client"), "sp",
                pl.when(miner).then(pl.lit("203.0.113.7")).otherwise(server).alias("server"), "port", word("tcp"),
                service.alias("service"), pl.col("s").round(6), "ob", "rb", word("SF"), word("T"), word("F"), word("0"),
                word("ShADadFf"), "op", (pl.col("ob") + 40 * pl.col("op")).alias("oi"), "rp",
                (pl.col("rb") + 40 * pl.col("rp")).alias("ri"), word("-"))
            out.write(of.write_csv(separator="\t", include_header=False, float_precision=6).encode())


def pcap(path, megabytes=1000):
    draw = random.Random(3)
    subscribe = b'{"id":1,"method":"mining.subscribe","params":["cgminer/4.12"]}\n'
    submit = b'{"params":["w.1","5f","00000000","66a0","b2957c02"],"id":4,"method":"mining.submit"}\n'
    notify = b'{"id":null,"method":"mining.notify","params":["bf","4d16b6f85af6e2198f44ae2a6de67f78487ae561"]}\n'
    noise, made, at = draw.randbytes(1 << 16), 0, 1740787200.0
    out = open(path, "wb", buffering=1 << 22)
    out.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1))
    # Client, server, ports, bytes sent by each; one flow in a hundred is Stratum.
    flows = [
        [bytes([10, 0, i >> 8, i & 255]), bytes([draw.randrange(11, 200), draw.randrange(256), draw.randrange(256), 9]),
         draw.randrange(1024, 65535), 3333 if i % 100 == 0 else draw.choice((443, 80, 8080)), [1, 1], False]
        for i in range(4000)
    ]

    def packet(flow, up, flags, text):
        client, server, port, service, sent, _ = flow
        ends = (client, server, port, service) if up else (server, client, service, port)
        own, other = (sent[0], sent[1]) if up else (sent[1], sent[0])
        sent[0 if up else 1] += len(text)
        tcp = struct.pack(">HHIIBBHHH", ends[2], ends[3], own, other, 0x50, flags, 64240, 0, 0) + text
        ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(tcp), 0, 0x4000, 64, 6, 0, ends[0], ends[1])
        frame = b"\x02\0\0\0\0\1\x02\0\0\0\0\2\x08\0" + ip + tcp
        out.write(struct.pack("<IIII", int(at), int(at % 1 * 1e6), len(frame), len(frame)) + frame)
        return 16 + len(frame)

    while made < megabytes * 1_000_000:
        at += 0.002
        flow = draw.choice(flows)
        mines, up = flow[3] == 3333, draw.random() < 0.35
        if not flow[5]:
            flow[5] = True
            made += packet(flow, True, 2, b"") + packet(flow, False, 0x12, b"")
            made += packet(flow, True, 0x18, subscribe) if mines else 0
            continue
        length = draw.choice((0, 0, 0, 80, 300) if up else (0, 0, 60, 200, 600, 1448, 1448, 1448))
        begin = draw.randrange(60000)
        made += packet(flow, up, 0x18, (submit if up else notify) if mines else noise[begin : begin + length])


def xml80020(path, files=4000, points=11):
    draw, clock = random.Random(4), [f"{i // 2 % 24:02d}{i % 2 * 30:02d}" for i in range(49)]
    os.makedirs(path, exist_ok=True)
    for file in range(files):
        text = [
            f'<?xml version="1.0" encoding="windows-1251"?>\n<message class="80020" version="2" number="{file}">\n'
            "<datetime><timestamp>20250216041000</timestamp><daylightsavingtime>0</daylightsavingtime>"
            f'<day>202501{file % 28 + 1:02d}</day></datetime>\n<area timezone="1"><name>Завод</name>\n'
        ]
        for point in range(points):
            text.append(f'<measuringpoint code="3830800{file // 28 * points + point:08d}" name="ПС Луч">\n')
            text.append('<measuringchannel code="01" desc="акт. прием">\n')
            base = draw.randrange(200, 900)
            text.extend(
                f'<period start="{clock[i]}" end="{clock[i + 1]}"><value status="0">{base + i * 7 % 60}</value></period>\n'
                for i in range(48)
            )
            text.append("</measuringchannel>\n</measuringpoint>\n")
        text.append("</area>\n</message>\n")
        with open(f"{path}/80020_{file:05d}.xml", "wb") as out:
            out.write("".join(text).encode("cp1251"))


def shapes(path, regions=12_201, vertices=8_100_000):
    import geopandas
    import shapely

    rng, each = np.random.default_rng(6), vertices // regions

    def ring(x, y, radius, n):
        angle, radius = np.linspace(0, -2 * np.pi, n, endpoint=False), radius * (1 + 0.05 * rng.random(n))
        return shapely.Polygon(np.c_[x + radius * np.cos(angle), y + 0.5 * radius * np.sin(angle)])

    of = [(30 + i % 150 * 0.9, 44 + i // 150 * 0.36) for i in range(regions)]
    parts = [shapely.MultiPolygon([ring(x, y, 0.25, each - 110), ring(x + 0.6, y, 0.08, 110)]) for x, y in of]
    names = {"id": [f"R{i}" for i in range(regions)], "name": [f"Район {i}" for i in range(regions)]}
    table = geopandas.GeoDataFrame(names, geometry=parts, crs=4326)
    table.to_file(path + ".shp", encoding="utf-8")
    table.to_file(path + ".gpkg", driver="GPKG", layer="regions")


if __name__ == "__main__":
    {f.__name__: f for f in (readings, detections, conn, pcap, xml80020, shapes)}[sys.argv[1]](sys.argv[2])
