// Writes a run's numbers and samples as an event file for TensorBoard: protobuf Events in TFRecord framing with masked CRC-32C.
// Formats: tensorflow/core/util/event.proto, framework/summary.proto, lib/io/record_writer. What is told, the trainer decides.
import { appendFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  bytesField,
  doubleField,
  encode,
  floatField,
  integerField,
  messageField,
  stringField,
  type Message,
} from '../nn/compile/protobuf.ts'

/** Castagnoli's polynomial, reflected. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1
  return crc
})

function maskedCrc(bytes: Uint8Array): number {
  let crc = ~0
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 255] ^ (crc >>> 8)
  crc = ~crc
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0
}

/** uint64 length, its checksum, the bytes, their checksum; little-endian. */
function record(data: Uint8Array): Buffer {
  const head = Buffer.alloc(12)
  head.writeBigUInt64LE(BigInt(data.length))
  head.writeUInt32LE(maskedCrc(head.subarray(0, 8)), 8)
  const foot = Buffer.alloc(4)
  foot.writeUInt32LE(maskedCrc(data))
  return Buffer.concat([head, data, foot])
}

// Field numbers of event.proto and summary.proto.
const EVENT = { wallTime: 1, step: 2, fileVersion: 3, summary: 5, sessionLog: 7 }
const VALUE = { tag: 1, simpleValue: 2, tensor: 8, metadata: 9 }
const [SESSION_START, DT_STRING] = [1, 7]

const scalarValue = (tag: string, value: number): Message =>
  messageField(1, [...stringField(VALUE.tag, tag), ...floatField(VALUE.simpleValue, value)])

/** As the text plug-in reads it: a tensor with one string. */
const textValue = (tag: string, text: string): Message => {
  const tensor = [
    ...integerField(1, DT_STRING),
    ...messageField(2, messageField(2, integerField(1, 1))),
    ...bytesField(8, new TextEncoder().encode(text)),
  ]
  const metadata = messageField(1, stringField(1, 'text'))
  return messageField(1, [
    ...stringField(VALUE.tag, tag),
    ...messageField(VALUE.tensor, tensor),
    ...messageField(VALUE.metadata, metadata),
  ])
}

export interface EventFileOptions {
  /** Where TensorBoard is to look; made where it is missing. */
  readonly folder: string
  /** What was told of this step and later ones by earlier files in the folder no longer counts. */
  readonly fromStep: number
  /** Milliseconds since the epoch. */
  now(): number
}

/** Keeps records in memory until flush(), so that a step never waits for the disk. Each file is of one stretch of a run. */
export class EventFile {
  readonly #options: EventFileOptions
  readonly #file: string
  #pending: Buffer[] = []
  #isStarted = false

  constructor(options: EventFileOptions) {
    this.#options = options
    const seconds = (options.now() / 1000).toFixed(3)
    this.#file = join(options.folder, `events.out.tfevents.${seconds}.arcwright`)
    this.#add(0, stringField(EVENT.fileVersion, 'brain.Event:2'))
    this.#add(options.fromStep, messageField(EVENT.sessionLog, integerField(1, SESSION_START)))
  }

  /** Numbers by tag; those that are not finite are left out. */
  scalars(step: number, values: Readonly<Record<string, number>>): void {
    const told = Object.entries(values).filter(([, value]) => Number.isFinite(value))
    if (told.length === 0) return
    const summary = told.flatMap(([tag, value]) => [...scalarValue(tag, value)])
    this.#add(step, messageField(EVENT.summary, summary))
  }

  text(step: number, tag: string, text: string): void {
    this.#add(step, messageField(EVENT.summary, textValue(tag, text)))
  }

  async flush(): Promise<void> {
    if (this.#pending.length === 0) return
    const bytes = Buffer.concat(this.#pending)
    this.#pending = []
    if (!this.#isStarted) await mkdir(this.#options.folder, { recursive: true })
    this.#isStarted = true
    await appendFile(this.#file, bytes)
  }

  #add(step: number, content: Message): void {
    const wallTime = doubleField(EVENT.wallTime, this.#options.now() / 1000)
    this.#pending.push(record(encode([...wallTime, ...integerField(EVENT.step, step), ...content])))
  }
}
