// The protobuf encodings that ONNX files and event files need; what the fields mean is their writers' business.

/** Parts of a message, joined once at the end. */
export type Message = readonly Uint8Array[]

function varint(value: number | bigint): Uint8Array {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128)
    rest >>= 7n
  }
  bytes.push(Number(rest))
  return Uint8Array.from(bytes)
}

const tag = (field: number, wireType: number) => varint((field << 3) | wireType)

export const integerField = (field: number, value: number | bigint): Message => [tag(field, 0), varint(value)]

export function floatField(field: number, value: number): Message {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setFloat32(0, value, true)
  return [tag(field, 5), bytes]
}

export function doubleField(field: number, value: number): Message {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setFloat64(0, value, true)
  return [tag(field, 1), bytes]
}

export function bytesField(field: number, value: Uint8Array): Message {
  return [tag(field, 2), varint(value.length), value]
}

export const stringField = (field: number, value: string): Message =>
  bytesField(field, new TextEncoder().encode(value))

export function messageField(field: number, message: Message): Message {
  const length = message.reduce((sum, part) => sum + part.length, 0)
  return [tag(field, 2), varint(length), ...message]
}

export const encode = (message: Message): Uint8Array => Buffer.concat(message)
