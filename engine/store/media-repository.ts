// Media items and their pins as rows; the content itself lies in the blobs.
import { EngineError } from '../domain/errors.ts'
import type { MediaFacts, MediaItem, MediaKind, MediaPin } from '../domain/media.ts'
import type { ProjectDatabase } from './database.ts'

interface MediaRow {
  id: string
  hash: string
  thumbnail_hash: string | null
  kind: MediaKind
  name: string
  mime: string
  size: number
  width: number | null
  height: number | null
  duration_ms: number | null
  taken_at: number | null
  latitude: number | null
  longitude: number | null
  camera: string | null
  caption: string
  alt: string
  is_own_voice: 0 | 1
  waveform: string
  problem: string | null
  added_at: number
}

const toItem = (row: MediaRow): MediaItem => ({
  id: row.id,
  hash: row.hash,
  thumbnailHash: row.thumbnail_hash,
  kind: row.kind,
  name: row.name,
  mime: row.mime,
  sizeBytes: row.size,
  width: row.width,
  height: row.height,
  durationMs: row.duration_ms,
  takenAt: row.taken_at,
  latitude: row.latitude,
  longitude: row.longitude,
  camera: row.camera,
  caption: row.caption,
  alt: row.alt,
  isOwnVoice: row.is_own_voice === 1,
  waveform: JSON.parse(row.waveform) as number[],
  problem: row.problem,
  addedAt: row.added_at,
})

const whole = (value: number | null): number | null => (value === null ? null : Math.round(value))

const toRow = (item: MediaItem): MediaRow => ({
  id: item.id,
  hash: item.hash,
  thumbnail_hash: item.thumbnailHash,
  kind: item.kind,
  name: item.name,
  mime: item.mime,
  size: item.sizeBytes,
  width: item.width,
  height: item.height,
  duration_ms: whole(item.durationMs),
  taken_at: whole(item.takenAt),
  latitude: item.latitude,
  longitude: item.longitude,
  camera: item.camera,
  caption: item.caption,
  alt: item.alt,
  is_own_voice: item.isOwnVoice ? 1 : 0,
  waveform: JSON.stringify(item.waveform),
  problem: item.problem,
  added_at: item.addedAt,
})

const PIN = 'SELECT id, media_id AS mediaId, scene_id AS sceneId, at FROM media_pins'

export const createMediaRepository = (db: ProjectDatabase) => {
  const list = db.prepare<[], MediaRow>('SELECT * FROM media ORDER BY added_at, id')
  const get = db.prepare<[string], MediaRow>('SELECT * FROM media WHERE id = ?')
  const byHash = db.prepare<[string], MediaRow>('SELECT * FROM media WHERE hash = ?')
  const insert = db.prepare<[MediaRow]>(
    `INSERT INTO media VALUES (@id, @hash, @thumbnail_hash, @kind, @name, @mime, @size, @width, @height, @duration_ms,
       @taken_at, @latitude, @longitude, @camera, @caption, @alt, @waveform, @problem, @added_at, @is_own_voice)`,
  )
  const describe = db.prepare('UPDATE media SET caption = ?, alt = ?, is_own_voice = ? WHERE id = ?')
  const learn = db.prepare(
    `UPDATE media SET width = coalesce(width, @width), height = coalesce(height, @height),
       duration_ms = coalesce(duration_ms, @duration_ms), taken_at = coalesce(taken_at, @taken_at),
       latitude = coalesce(latitude, @latitude), longitude = coalesce(longitude, @longitude)
     WHERE hash = @hash`,
  )
  const show = db.prepare('UPDATE media SET thumbnail_hash = ? WHERE hash = ? AND thumbnail_hash IS NULL')
  const remove = db.prepare('DELETE FROM media WHERE id = ?')
  const pins = db.prepare<[], MediaPin>(
    `${PIN} WHERE scene_id IN (SELECT id FROM nodes WHERE trash_id IS NULL) ORDER BY scene_id, at, id`,
  )
  const pin = db.prepare<[string], MediaPin>(`${PIN} WHERE id = ?`)
  const insertPin = db.prepare<[MediaPin]>('INSERT INTO media_pins VALUES (@id, @mediaId, @sceneId, @at)')
  const movePin = db.prepare('UPDATE media_pins SET scene_id = ?, at = ? WHERE id = ?')
  const removePin = db.prepare('DELETE FROM media_pins WHERE id = ?')

  return {
    /** Oldest first. */
    list: (): readonly MediaItem[] => list.all().map(toItem),

    /** NOT_FOUND. */
    get(id: string): MediaItem {
      const row = get.get(id)
      if (!row)
        throw new EngineError('NOT_FOUND', 'This file is not in the project (any more).', { mediaId: id })
      return toItem(row)
    },

    find(id: string): MediaItem | null {
      const row = get.get(id)
      return row ? toItem(row) : null
    },

    findByHash(hash: string): MediaItem | null {
      const row = byHash.get(hash)
      return row ? toItem(row) : null
    },

    insert(item: MediaItem): void {
      insert.run(toRow(item))
    },

    update(id: string, changes: Pick<MediaItem, 'caption' | 'alt' | 'isOwnVoice'>): void {
      describe.run(changes.caption, changes.alt, changes.isOwnVoice ? 1 : 0, id)
    },

    /** What was found out about a content after it came in; what was known stays. */
    learn(hash: string, facts: Omit<MediaFacts, 'camera' | 'waveform' | 'problem'>): void {
      learn.run({
        hash,
        width: facts.width,
        height: facts.height,
        duration_ms: whole(facts.durationMs),
        taken_at: whole(facts.takenAt),
        latitude: facts.latitude,
        longitude: facts.longitude,
      })
    },

    /** The small picture of a content that had none. */
    show(hash: string, thumbnailHash: string): void {
      show.run(thumbnailHash, hash)
    },

    /** Its pins go with it. */
    remove(id: string): void {
      remove.run(id)
    },

    /** Pins on what is in the trash wait there with it. */
    pins: (): readonly MediaPin[] => pins.all(),

    /** NOT_FOUND. */
    getPin(id: string): MediaPin {
      const found = pin.get(id)
      if (!found)
        throw new EngineError('NOT_FOUND', 'This pin is not in the project (any more).', { pinId: id })
      return found
    },

    insertPin(added: MediaPin): void {
      insertPin.run(added)
    },

    movePin(id: string, sceneId: string, at: number): void {
      movePin.run(sceneId, at, id)
    },

    removePin(id: string): void {
      removePin.run(id)
    },
  }
}
