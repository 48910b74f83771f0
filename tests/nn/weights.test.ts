// Weight files: exact round trips, clear refusals, and never half a file.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  decodeWeights,
  encodeWeights,
  readWeights,
  writeWeights,
  type WeightFile,
} from '../../engine/nn/weights.ts'

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'weights-'))))
afterAll(() => rm(folder, { recursive: true }))

const example: WeightFile = {
  tensors: new Map([
    ['a', { dtype: 'float32', shape: [2, 3], data: Float32Array.of(1, -0, 1e-40, NaN, Infinity, 0.1) }],
    ['b/ü', { dtype: 'int32', shape: [], data: Int32Array.of(-5) }],
    ['empty', { dtype: 'float32', shape: [0, 4], data: new Float32Array() }],
  ]),
  metadata: { card: '{"x":"你好"}' },
}

it('reads back what was written, bit for bit', async () => {
  const file = join(folder, 'a.safetensors')
  await writeWeights(file, example)
  expect(await readWeights(file)).toEqual(example)
  expect(await readdir(folder)).toEqual(['a.safetensors'])
})

it('has the layout of the format: length, padded JSON, numbers', () => {
  const bytes = encodeWeights(example)
  const length = Number(bytes.readBigUInt64LE(0))
  expect((8 + length) % 8).toBe(0)
  const header = JSON.parse(bytes.toString('utf8', 8, 8 + length)) as Record<string, unknown>
  expect(header['a']).toEqual({ dtype: 'F32', shape: [2, 3], data_offsets: [0, 24] })
  expect(header['__metadata__']).toEqual(example.metadata)
})

it('refuses other files, cut files and lying headers', () => {
  expect(() => decodeWeights(Buffer.from('hello'))).toThrow('not a safetensors file')
  expect(() => decodeWeights(Buffer.from('some longer text that is no weights'))).toThrow(
    'not a safetensors file',
  )
  expect(() => decodeWeights(encodeWeights(example).subarray(0, -4))).toThrow('does not fit')
})

it('replaces a file as a whole and leaves the old one where writing fails', async () => {
  const file = join(folder, 'b.safetensors')
  await writeFile(file, 'old')
  const broken = { tensors: new Map([['a', { dtype: 'float32', shape: [1], data: null }]]), metadata: {} }
  await expect(writeWeights(file, broken as unknown as WeightFile)).rejects.toThrow()
  expect(await readFile(file, 'utf8')).toBe('old')
  expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([])
})
