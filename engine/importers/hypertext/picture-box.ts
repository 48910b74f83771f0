// The pictures that came with a file, each once, found by the address the text gives them.
import type { ImportedPicture } from '../imported-book.ts'

const DATA = /^data:(image\/(?:png|jpeg|gif|webp|svg\+xml|avif));base64,([A-Za-z0-9+/=\s]+)$/u
const EXTENSIONS: Readonly<Record<string, string>> = { jpeg: 'jpg', 'svg+xml': 'svg' }

export class PictureBox {
  readonly #load: (source: string) => Omit<ImportedPicture, 'key'> | undefined
  readonly #kept = new Map<string, ImportedPicture | undefined>()

  /** @param load finds what an address inside the file means; addresses of the web are never followed. */
  constructor(load: (source: string) => Omit<ImportedPicture, 'key'> | undefined) {
    this.#load = load
  }

  /** The picture's key, or undefined when it is not in the file. */
  keep(source: string): string | undefined {
    if (!this.#kept.has(source)) {
      const found = this.#fromData(source) ?? this.#load(source)
      this.#kept.set(source, found && { key: `picture-${this.#kept.size + 1}`, ...found })
    }
    return this.#kept.get(source)?.key
  }

  list(): readonly ImportedPicture[] {
    return [...this.#kept.values()].filter((picture) => picture !== undefined)
  }

  #fromData(source: string): Omit<ImportedPicture, 'key'> | undefined {
    const [, mime, data] = DATA.exec(source) ?? []
    if (mime === undefined || data === undefined) return undefined
    const kind = mime.slice('image/'.length)
    const bytes = new Uint8Array(Buffer.from(data, 'base64'))
    return { name: `picture-${this.#kept.size + 1}.${EXTENSIONS[kind] ?? kind}`, bytes }
  }
}
