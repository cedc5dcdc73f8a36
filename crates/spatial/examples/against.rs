//! Computes all statistics of a table `area,value,neighbours` and prints them, for a comparison with
//! other programs: `cargo run -p spatial --example against < table.csv`. With `--time N P`, measures
//! a local Moran of a random field on N areas with P permutations.

#![expect(clippy::print_stdout, reason = "an example prints")]

use spatial::{Focal, Weights, geary, getis_ord, local_moran, moran, nearest};
use std::{error::Error, time::Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, areas, permutations] = arguments.as_slice()
        && flag == "--time"
    {
        return timed(areas.parse()?, permutations.parse()?);
    }
    let text = std::io::read_to_string(std::io::stdin())?;
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let values: Vec<f64> = rows.iter().map(|row| row[1].parse()).collect::<Result<_, _>>()?;
    let place = |code: &str| rows.iter().position(|row| row[0] == code);
    let neighbours = |row: &Vec<&str>| row[2].split(' ').filter_map(place).map(|at| (at, 1.0)).collect();
    let binary = Weights::of_rows(rows.iter().map(neighbours).collect());
    let standard = binary.row_standardised();
    for (name, weights) in [("R", &standard), ("B", &binary)] {
        let (i, c) = (moran(&values, weights, 9999, 1)?, geary(&values, weights, 9999, 1)?);
        for (statistic, g) in [("moran", i), ("geary", c)] {
            println!(
                "{statistic},{name},{},{},{},{},{},{}",
                g.areas,
                g.value,
                g.expected,
                g.variance_normal,
                g.variance_random,
                g.permuted.map_or(f64::NAN, |permuted| permuted.p)
            );
        }
    }
    let local = local_moran(&values, &standard, 99_999, 1)?;
    for (row, area) in rows.iter().zip(&local.areas) {
        if let Some(area) = area {
            println!("lisa,{},{},{},{},{}", row[0], area.lag, area.value, area.quadrant.id(), area.p);
        }
    }
    for (name, focal) in [("Gi*", Focal::Counted), ("Gi", Focal::LeftOut)] {
        for (row, score) in rows.iter().zip(getis_ord(&values, &binary, focal)?) {
            println!("{name},{},{}", row[0], score.map_or(f64::NAN, |score| score.z));
        }
    }
    Ok(())
}

fn timed(areas: usize, permutations: usize) -> Result<(), Box<dyn Error>> {
    // A low-discrepancy scatter and waves over it: no file, no chance.
    let at = |i: usize| {
        let (x, y) = ((i as f64 * 0.754_877_666_2).fract(), (i as f64 * 0.569_840_290_9).fract());
        (x * 40.0, y * 40.0)
    };
    let positions: Vec<(f64, f64)> = (0..areas).map(at).collect();
    let weights = nearest(&positions, 6).row_standardised();
    let values: Vec<f64> =
        positions.iter().map(|(x, y)| (x / 3.0).sin() + (y / 5.0).cos() + (x * y).sin()).collect();
    let mut fastest = f64::INFINITY;
    for seed in 0..20 {
        let start = Instant::now();
        let local = local_moran(&values, &weights, permutations, seed)?;
        fastest = fastest.min(start.elapsed().as_secs_f64());
        if local.areas.len() != areas {
            return Err("areas were lost".into());
        }
    }
    println!("{areas} areas, {permutations} permutations: {:.3} ms", fastest * 1e3);
    Ok(())
}
