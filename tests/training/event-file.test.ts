// Event files, read back by a reader that shares nothing with the writer: framing, checksums, protobuf.
import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EventFile } from '../../engine/training/event-file.ts'
import { MetricsLog } from '../../engine/training/metrics.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'events-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** CRC-32C bit by bit, by its definition. */
const crc32c = (bytes: Uint8Array): number => {
  let crc = 0xffffffffn
  for (const byte of bytes) {
    crc ^= BigInt(byte)
    for (let bit = 0; bit < 8; bit++) crc = (crc >> 1n) ^ (crc & 1n ? 0x82f63b78n : 0n)
  }
  return Number(crc ^ 0xffffffffn)
}

const masked = (bytes: Uint8Array): number => {
  const crc = BigInt(crc32c(bytes))
  return Number((((crc >> 15n) | (crc << 17n)) + 0xa282ead8n) & 0xffffffffn)
}

/** Records of a TFRecord file; throws where a checksum is wrong. */
function recordsOf(file: Buffer): Buffer[] {
  const records: Buffer[] = []
  for (let at = 0; at < file.length;) {
    const length = Number(file.readBigUInt64LE(at))
    expect(file.readUInt32LE(at + 8)).toBe(masked(file.subarray(at, at + 8)))
    const data = file.subarray(at + 12, at + 12 + length)
    expect(file.readUInt32LE(at + 12 + length)).toBe(masked(data))
    records.push(data)
    at += 16 + length
  }
  return records
}

type Field = bigint | number | Buffer
/** Fields of a protobuf message by number, in their order. */
function fieldsOf(message: Buffer): Map<number, Field[]> {
  const fields = new Map<number, Field[]>()
  let at = 0
  const varint = (): bigint => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = message[at++]
      value |= BigInt(byte & 127) << shift
      if (byte < 128) return value
    }
  }
  while (at < message.length) {
    const key = Number(varint())
    const read = (): Field => {
      if ((key & 7) === 0) return varint()
      if ((key & 7) === 1) return message.readDoubleLE((at += 8) - 8)
      if ((key & 7) === 5) return message.readFloatLE((at += 4) - 4)
      const length = Number(varint())
      return message.subarray(at, (at += length))
    }
    const value = read()
    fields.set(key >> 3, [...(fields.get(key >> 3) ?? []), value])
  }
  return fields
}

const only = (fields: Map<number, Field[]>, number: number): Field => fields.get(number)![0]
const inside = (fields: Map<number, Field[]>, number: number) => fieldsOf(only(fields, number) as Buffer)

async function writeExample(name: string): Promise<{ folder: string; file: string }> {
  const own = join(folder, name)
  let now = 1_700_000_000_000
  const events = new EventFile({ folder: own, fromStep: 7, now: () => (now += 500) })
  const log = new MetricsLog(join(folder, `${name}.jsonl`), events)
  log.add({ type: 'step', step: 8, loss: 3.5, learningRate: 0.01, elapsedMs: 4, numbers: { reward: 0.25 } })
  log.add({ type: 'validation', step: 8, loss: 4.25, bitsPerByte: 2.5, best: true })
  await log.flush()
  log.add({ type: 'sample', step: 300, text: '雨 was falling.' })
  log.add({ type: 'step', step: 301, loss: Number.NaN })
  await log.flush()
  const [file] = await readdir(own)
  return { folder: own, file: join(own, file) }
}

describe('an event file', () => {
  it('knows the checksum of the standard’s example', () => {
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283)
  })

  it('holds what was told, in the framing and the messages of TensorBoard', async () => {
    const { file } = await writeExample('plain')
    expect(file).toMatch(/events\.out\.tfevents\.\d+\.\d+\./)
    const events = recordsOf(await readFile(file)).map(fieldsOf)
    expect(events).toHaveLength(5)
    expect(String(only(events[0], 3))).toBe('brain.Event:2')
    expect(only(events[0], 1)).toBeCloseTo(1_700_000_001, 6)
    // A stretch that begins anew at step 7: what earlier files say of it no longer counts.
    expect(only(events[1], 2)).toBe(7n)
    expect(only(inside(events[1], 7), 1)).toBe(1n)
    const scalars = (event: Map<number, Field[]>) =>
      inside(event, 5)
        .get(1)!
        .map((value) => fieldsOf(value as Buffer))
        .map((value) => [String(only(value, 1)), only(value, 2)])
    expect(only(events[2], 2)).toBe(8n)
    expect(scalars(events[2]).map(([tag]) => tag)).toEqual([
      'training/loss',
      'training/learningRate',
      'training/reward',
    ])
    expect(scalars(events[2])[0][1]).toBe(3.5)
    expect(scalars(events[3])).toEqual([
      ['validation/loss', 4.25],
      ['validation/bitsPerByte', 2.5],
    ])
    const sample = inside(inside(events[4], 5), 1)
    expect(only(events[4], 2)).toBe(300n)
    expect(String(only(inside(inside(sample, 9), 1), 1))).toBe('text')
    expect(String(only(inside(sample, 8), 8))).toBe('雨 was falling.')
  })

  const reader = [
    'import sys',
    'from tensorboard.backend.event_processing.event_accumulator import EventAccumulator',
    'a = EventAccumulator(sys.argv[1]); a.Reload()',
    "print([(e.step, e.value) for e in a.Scalars('validation/loss')])",
  ].join('\n')
  const hasTensorBoard = (): boolean => {
    try {
      execFileSync('/usr/bin/python3', ['-c', 'import tensorboard'], { stdio: 'ignore' })
      return true
    } catch {
      console.warn('TensorBoard’s own reader skipped: the Python package tensorboard is not installed')
      return false
    }
  }
  it.skipIf(!hasTensorBoard())('is read by TensorBoard itself', async () => {
    const own = await writeExample('tensorboard')
    const output = execFileSync('/usr/bin/python3', ['-c', reader, own.folder], { encoding: 'utf8' })
    expect(output).toContain('(8, 4.25)')
  })
})
