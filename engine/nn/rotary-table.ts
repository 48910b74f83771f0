// Rotary positions: the cosines and sines by which queries and keys turn; applying them is the attention's.
// Su et al. 2021 (arXiv 2104.09864), halves paired as in Llama: dimension i turns with dimension i + half.

export const ROTARY_BASE = 10_000

/** Radians a position for each of headWidth / 2 pairs. */
export const rotaryFrequencies = (headWidth: number): Float32Array =>
  Float32Array.from({ length: headWidth / 2 }, (_, i) => ROTARY_BASE ** ((-2 * i) / headWidth))

export interface RotaryTable {
  /** [positions, headWidth / 2] */
  readonly cos: Float32Array
  readonly sin: Float32Array
}

/** The angles of positions 0 … positions − 1. */
export function rotaryTable(positions: number, headWidth: number): RotaryTable {
  const frequencies = rotaryFrequencies(headWidth)
  const half = frequencies.length
  const angles = Float64Array.from(
    { length: positions * half },
    (_, i) => Math.floor(i / half) * frequencies[i % half],
  )
  return { cos: Float32Array.from(angles, Math.cos), sin: Float32Array.from(angles, Math.sin) }
}
