//! Owns the table of readings: row groups are simulated and encoded in parallel, and written in
//! order while the next ones are made.

use super::tables::{failed, properties, readings_batch};
use crate::{
    Watch,
    files::NewFile,
    problem::IoError,
    simulate::grid::{Grid, Readings, Workshop},
};
use ::parquet::{
    arrow::{
        ArrowSchemaConverter,
        arrow_writer::{ArrowColumnChunk, ArrowRowGroupWriterFactory, compute_leaves},
    },
    errors::ParquetError,
    file::writer::SerializedFileWriter,
};
use rayon::prelude::*;
use std::{ops::Range, path::Path, sync::Arc};

/// Readings of a row group, about: enough for good compression, few enough that some of them fit
/// into memory many times.
const ROW_GROUP: usize = 1 << 19;
/// Row groups that are made at once, by thread: more would smooth differences between them and
/// take more memory.
const AT_ONCE: usize = 2;

/// A row group, ready to be written.
struct Encoded {
    columns: Vec<ArrowColumnChunk>,
    /// All but the readings, which are encoded.
    rest: Readings,
}

/// Writes the readings of a grid and hands what else came with them to `take`, in order.
pub(super) fn write(
    folder: &Path,
    grid: &Grid,
    watch: Watch<'_>,
    take: &mut (dyn FnMut(&Readings) -> Result<(), IoError> + Send),
) -> Result<NewFile, IoError> {
    let time = grid.calendar().grid;
    let file = NewFile::create(folder, "readings.parquet")?;
    let path = file.path().to_owned();
    let schema = readings_batch("meter_id", &[], &[], &[], time)
        .map_err(ParquetError::from)
        .map_err(failed(&path))?
        .schema();
    let root = ArrowSchemaConverter::new().convert(&schema).map_err(failed(&path))?.root_schema_ptr();
    let properties = Arc::new(properties());
    let mut writer = SerializedFileWriter::new(file, root, properties).map_err(failed(&path))?;
    let factory = ArrowRowGroupWriterFactory::new(&writer, schema);

    let encode = |workshop: &mut Workshop, (group, feeders): (usize, Range<usize>)| {
        let mut part = Readings::default();
        for feeder in feeders {
            grid.simulate_feeder(feeder, workshop, &mut part);
        }
        let ids: Vec<String> = part.meters.iter().map(|meter| meter.id.clone()).collect();
        let batch = readings_batch("meter_id", &ids, &part.wh, &part.missing, time)?;
        (part.wh, part.missing) = (Vec::new(), Vec::new());
        let mut columns = Vec::new();
        let writers = factory.create_column_writers(group)?;
        for ((mut writer, field), column) in
            writers.into_iter().zip(batch.schema().fields()).zip(batch.columns())
        {
            for leaf in compute_leaves(field, column)? {
                writer.write(&leaf)?;
            }
            columns.push(writer.close()?);
        }
        Ok(Encoded { columns, rest: part })
    };
    let encode_all = |groups: &[(usize, Range<usize>)]| -> Result<Vec<Encoded>, ParquetError> {
        groups.par_iter().cloned().map_init(Workshop::default, encode).collect()
    };
    let mut write_all = |groups: Vec<Encoded>| -> Result<(), IoError> {
        for group in groups {
            let mut to = writer.next_row_group().map_err(failed(&path))?;
            for column in group.columns {
                column.append_to_row_group(&mut to).map_err(failed(&path))?;
            }
            to.close().map_err(failed(&path))?;
            take(&group.rest)?;
        }
        Ok(())
    };

    let groups = row_groups(grid);
    let mut ready = Vec::new();
    for some in groups.chunks(AT_ONCE * rayon::current_num_threads()) {
        let done = some.first().map_or(0, |(group, _)| *group);
        if watch(done as f32 / groups.len() as f32).is_break() {
            return Err(IoError::Stopped);
        }
        let (next, written) = rayon::join(|| encode_all(some), || write_all(std::mem::take(&mut ready)));
        written?;
        ready = next.map_err(failed(&path))?;
    }
    write_all(ready)?;
    writer.into_inner().map_err(failed(&path))
}

/// Numbers of row groups, and their feeders.
fn row_groups(grid: &Grid) -> Vec<(usize, Range<usize>)> {
    let mut groups: Vec<(usize, Range<usize>)> = Vec::new();
    let (mut first, mut readings) = (0, 0);
    for feeder in 0..grid.feeder_count() {
        readings += grid.meters_of(feeder).len() * grid.calendar().grid.len;
        if readings >= ROW_GROUP || feeder + 1 == grid.feeder_count() {
            groups.push((groups.len(), first..feeder + 1));
            (first, readings) = (feeder + 1, 0);
        }
    }
    groups
}
