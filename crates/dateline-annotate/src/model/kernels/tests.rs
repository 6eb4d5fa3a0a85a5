//! Every path against plain loops and against the portable path.

use super::*;
use std::io::Write;

/// A small generator of numbers, the same in every run.
struct Noise(u64);

impl Noise {
    fn bits(&mut self) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    /// From -1 to 1.
    fn float(&mut self) -> f32 {
        (self.bits() % 20_001) as f32 / 10_000.0 - 1.0
    }

    fn floats(&mut self, count: usize, size: f32) -> Vec<f32> {
        (0..count).map(|_| self.float() * size).collect()
    }

    /// Weights of full range, often at its ends.
    fn weights(&mut self, count: usize) -> Vec<u8> {
        let weight = |bits: u64| match bits % 4 {
            0 => 127,
            1 => -127i8,
            _ => ((bits >> 8) % 255) as i8,
        };
        (0..count).map(|_| weight(self.bits()).max(-127) as u8).collect()
    }
}

#[test]
fn what_this_machine_leaves_untested() {
    let here: Vec<_> = Kernels::all().iter().map(|path| path.name).collect();
    let paths: &[&str] =
        if cfg!(target_arch = "aarch64") { &["neon"] } else { &["avx2", "avx512vnni"] };
    for path in paths {
        if !here.contains(path) {
            // Past the test harness, which keeps what passing tests print.
            let said = format!("SKIPPED: the {path} path was NOT tested: no such processor\n");
            std::io::stderr().write_all(said.as_bytes()).unwrap();
        }
    }
    assert_eq!(Kernels::best().name, *here.last().unwrap());
}

#[test]
fn products_are_exact_on_every_path() {
    let mut noise = Noise(1);
    for (rows, inputs, outputs) in [
        (1, 16, 1),
        (2, 16, 24),
        (3, 48, 25),
        (5, 384, 50),
        (7, 64, 49),
        (13, 1536, 96),
        (0, 16, 8),
    ] {
        let weights = noise.weights(outputs * inputs);
        let (scale, bias) = (noise.floats(outputs, 0.1), noise.floats(outputs, 1.0));
        // Rows of small, of any and of the largest numbers.
        let values: Vec<i8> = (0..rows * inputs)
            .map(|i| match i / inputs % 4 {
                0 => (noise.bits() % 41) as i8 - 20,
                1 => 127,
                2 => [-127, 127][noise.bits() as usize % 2],
                _ => ((noise.bits() % 255) as i16 - 127) as i8,
            })
            .collect();
        let rounded = Rounded { values, units: noise.floats(rows, 0.01) };
        for path in Kernels::all() {
            let packed = Packed::new(&weights, &scale, &bias, path.layout);
            let mut out = vec![f32::NAN; rows * packed.outputs];
            path.product(&packed, &rounded, &mut out);
            for t in 0..rows {
                for n in 0..outputs {
                    let sum: i32 = (0..inputs)
                        .map(|k| {
                            i32::from(weights[n * inputs + k] as i8)
                                * i32::from(rounded.values[t * inputs + k])
                        })
                        .sum();
                    let expected = sum as f32 * rounded.units[t] * scale[n] + bias[n];
                    let found = out[t * packed.outputs + n];
                    assert_eq!(found.to_bits(), expected.to_bits(), "{} {t} {n}", path.name);
                }
            }
        }
    }
}

#[test]
fn rounding_is_to_the_nearest_even() {
    for path in Kernels::all() {
        let mut rounded = Rounded::default();
        path.round(&[254.0, 1.0, 3.0, -5.0, -254.0, 0.0], 3, &mut rounded);
        assert_eq!(rounded.values, [127, 0, 2, -2, -127, 0], "{}", path.name);
        assert_eq!(rounded.units, [2.0, 2.0]);
        path.round(&[0.0; 4], 4, &mut rounded);
        assert_eq!(rounded.values, [0; 4]);
    }
}

/// The outcome of each float operation on the same numbers.
fn floats_of(path: &Kernels) -> Vec<Vec<f32>> {
    let mut noise = Noise(2);
    let mut found = Vec::new();
    let mut x = noise.floats(384 * 3, 6.0);
    path.gelu(&mut x);
    found.push(x);
    for count in [1usize, 7, 8, 30, 33] {
        let width = count.next_multiple_of(8);
        let mut x = noise.floats(width * 5, 40.0);
        path.softmax(&mut x, width, count, 0.176_776_7);
        found.push(x);
    }
    let mut x = noise.floats(384 * 3, 3.0);
    let (added, weight) = (noise.floats(384 * 3, 1.0), noise.floats(384, 1.0));
    path.add_norm(&mut x, &added, &weight, &noise.floats(384, 1.0), 1e-12);
    found.push(x);
    for (rows, inner, columns) in [(1, 3, 8), (6, 32, 24), (7, 100, 16), (4, 1, 40)] {
        let (a, b) = (noise.floats(rows * inner, 1.0), noise.floats(inner * columns, 1.0));
        let mut out = vec![0.0; rows * columns];
        let (a, b) = (Rows { values: &a, stride: inner }, Rows { values: &b, stride: columns });
        path.multiply(a, b, inner, &mut out, columns);
        found.push(out);
    }
    let mut rounded = Rounded::default();
    path.round(&noise.floats(384 * 4, 5.0), 384, &mut rounded);
    found.push(rounded.values.iter().map(|&v| v.into()).chain(rounded.units).collect());
    found
}

#[test]
fn floats_have_the_same_bits_on_every_path() {
    let bits = |path| -> Vec<Vec<u32>> {
        floats_of(path).iter().map(|x| x.iter().map(|v| v.to_bits()).collect()).collect()
    };
    let portable = bits(&portable::KERNELS);
    for path in Kernels::all() {
        assert_eq!(bits(path), portable, "{}", path.name);
    }
}

#[test]
fn exponentials_are_within_two_units_in_the_last_place() {
    let mut worst = 0.0f64;
    for i in -8700..=8800 {
        let x = i as f32 / 100.0;
        let exact = f64::from(x).exp();
        worst = worst.max((f64::from(floats::exp(x)) - exact).abs() / exact);
    }
    assert!(worst < 2.4e-7, "{worst}");
    assert_eq!(floats::exp(0.0), 1.0);
    assert!(floats::exp(-1e9) > 0.0 && floats::exp(1e9).is_finite());
}

#[test]
fn matrices_multiply() {
    let (a, b) = ([1.0, 2.0, 3.0, 4.0], [[1.0f32; 8], [10.0; 8]].concat());
    let (a, b) = (Rows { values: &a, stride: 2 }, Rows { values: &b, stride: 8 });
    let mut out = [0.0; 16];
    Kernels::best().multiply(a, b, 2, &mut out, 8);
    assert_eq!((out[0], out[15]), (21.0, 43.0));
}

#[test]
fn softmax_sums_to_one_and_leaves_the_rest() {
    let mut x = [1.0, 3.0, 2.0, 9.0, 9.0, 9.0, 9.0, 9.0];
    Kernels::best().softmax(&mut x, 8, 3, 1.0);
    assert!((x[..3].iter().sum::<f32>() - 1.0).abs() < 1e-6);
    assert!((x[1] - 0.665_241).abs() < 1e-5 && x[3..] == [0.0; 5]);
}
