// What analysers found in media, by the hash of the content, and the writer's corrections, by item. Laying one over the
// other is the services' concern.
import type { KeptFindings, MediaAspect, MediaFinding, PlaceFinding } from '../domain/media-finding.ts'
import type { ProjectDatabase } from './database.ts'

interface Row {
  readonly hash: string
  readonly analyzer: string
  readonly version: string
  readonly findings: string
  readonly problem: string | null
  readonly took_ms: number
  readonly found_at: number
}

/** A picture that a server got to see. */
export interface SentPicture {
  readonly id: string
  /** Of the file it was made of; empty where that is no longer in the project. */
  readonly name: string
  readonly server: string
  readonly bytes: number
  /** Milliseconds since the epoch. */
  readonly sentAt: number
}

const toKept = (row: Row): KeptFindings => ({
  hash: row.hash,
  analyzer: row.analyzer,
  version: row.version,
  findings: JSON.parse(row.findings) as MediaFinding[],
  problem: row.problem,
  tookMs: row.took_ms,
  foundAt: row.found_at,
})

export const createMediaFindingRepository = (db: ProjectDatabase, now: () => number = Date.now) => {
  const ofHash = db.prepare<[string], Row>('SELECT * FROM media_findings WHERE hash = ? ORDER BY analyzer')
  const put = db.prepare(
    `INSERT OR REPLACE INTO media_findings (hash, analyzer, version, findings, problem, took_ms, found_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const sources = db.prepare<[], Pick<Row, 'hash' | 'analyzer' | 'version' | 'problem'>>(
    'SELECT hash, analyzer, version, problem FROM media_findings',
  )
  const forget = db.prepare('DELETE FROM media_findings WHERE hash = ?')
  const prune = db.prepare('DELETE FROM media_findings WHERE hash NOT IN (SELECT hash FROM media)')
  const frame = db
    .prepare<[string, number], Uint8Array<ArrayBuffer>>(
      'SELECT picture FROM media_frames WHERE hash = ? ORDER BY abs(at_ms - ?) LIMIT 1',
    )
    .pluck()
  const putFrame = db.prepare('INSERT OR REPLACE INTO media_frames (hash, at_ms, picture) VALUES (?, ?, ?)')
  const forgetFrames = db.prepare('DELETE FROM media_frames WHERE hash = ?')
  const pruneFrames = db.prepare('DELETE FROM media_frames WHERE hash NOT IN (SELECT hash FROM media)')
  const sentPictures = db.prepare<[number], SentPicture>(
    `SELECT s.id, s.server, s.bytes, s.sent_at AS sentAt, coalesce((SELECT name FROM media m WHERE m.hash = s.hash), '') AS name
     FROM sent_pictures s ORDER BY s.sent_at DESC, s.id LIMIT ?`,
  )
  const recordSent = db.prepare(
    'INSERT INTO sent_pictures (id, hash, server, bytes, sent_at) VALUES (@id, @hash, @server, @bytes, @sentAt)',
  )
  const putVoice = db.prepare('INSERT OR REPLACE INTO voice_rows (hash, version, features) VALUES (?, ?, ?)')
  const OF_OWN_VOICE = `FROM voice_rows v WHERE v.version = ? AND v.hash IN (SELECT hash FROM media WHERE is_own_voice = 1)`
  const ownVoices = db.prepare<[string], string>(`SELECT v.hash ${OF_OWN_VOICE} ORDER BY v.hash`).pluck()
  const ownVoiceRows = db
    .prepare<[string], Uint8Array>(`SELECT v.features ${OF_OWN_VOICE} ORDER BY v.hash`)
    .pluck()
  const forgetVoice = db.prepare('DELETE FROM voice_rows WHERE hash = ?')
  const pruneVoices = db.prepare('DELETE FROM voice_rows WHERE hash NOT IN (SELECT hash FROM media)')
  const corrections = db
    .prepare<[string], string>('SELECT finding FROM media_corrections WHERE media_id = ? ORDER BY aspect')
    .pluck()
  const places = db
    .prepare<[string], string>(
      `SELECT value FROM media_findings, json_each(findings) WHERE analyzer = ?
       UNION SELECT finding FROM media_corrections WHERE aspect = 'place'`,
    )
    .pluck()
  const correct = db.prepare(
    `INSERT INTO media_corrections (media_id, aspect, finding, corrected_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (media_id, aspect) DO UPDATE SET finding = excluded.finding, corrected_at = excluded.corrected_at`,
  )
  const uncorrect = db.prepare('DELETE FROM media_corrections WHERE media_id = ? AND aspect = ?')

  return {
    /** The newest findings of every analyser that read this content. */
    read: (hash: string): readonly KeptFindings[] => ofHash.all(hash).map(toKept),

    /** Which analysers read which content; for whoever looks for what is still to do. */
    sources: (): readonly Pick<KeptFindings, 'hash' | 'analyzer' | 'version' | 'problem'>[] => sources.all(),

    write(kept: KeptFindings): void {
      const { hash, analyzer, version, findings, problem, tookMs, foundAt } = kept
      put.run(hash, analyzer, version, JSON.stringify(findings), problem, Math.round(tookMs), foundAt)
    },

    forget(hash: string): void {
      forget.run(hash)
      forgetFrames.run(hash)
      forgetVoice.run(hash)
    },

    /** Forgets what was found in content that no item has any more. */
    prune(): void {
      prune.run()
      pruneFrames.run()
      pruneVoices.run()
    },

    /** The small picture (WebP) of a clip that is nearest to a moment; null where none was kept. */
    frame: (hash: string, atMs: number): Uint8Array<ArrayBuffer> | null => frame.get(hash, atMs) ?? null,

    keepFrame(hash: string, atMs: number, picture: Uint8Array): void {
      putFrame.run(hash, Math.round(atMs), picture)
    },

    /** What a recording of a voice sounds like as a whole, as this version of the analyser tells it. */
    keepVoice(hash: string, version: string, features: Float32Array): void {
      putVoice.run(hash, version, Buffer.from(features.buffer, features.byteOffset, features.byteLength))
    },

    /** Hashes of the recordings of the writer's own voice whose features are kept. */
    ownVoices: (version: string): readonly string[] => ownVoices.all(version),

    ownVoiceRows: (version: string): readonly Float32Array[] =>
      ownVoiceRows.all(version).map((bytes) => new Float32Array(Uint8Array.from(bytes).buffer)),

    /** The last first. */
    sentPictures: (limit: number): readonly SentPicture[] => sentPictures.all(limit),

    recordSent(sent: Omit<SentPicture, 'name'> & { readonly hash: string }): void {
      recordSent.run(sent)
    },

    /** Where anything was taken, as this analyser found it and as the writer said: for whoever must name none of it. */
    places: (analyzer: string): readonly PlaceFinding[] =>
      places.all(analyzer).map((text) => JSON.parse(text) as PlaceFinding),

    /** One a corrected aspect. */
    corrections: (mediaId: string): readonly MediaFinding[] =>
      corrections.all(mediaId).map((text) => JSON.parse(text) as MediaFinding),

    correct(mediaId: string, finding: MediaFinding): void {
      correct.run(mediaId, finding.aspect, JSON.stringify(finding), now())
    },

    /** Whether there was one. */
    uncorrect: (mediaId: string, aspect: MediaAspect): boolean => uncorrect.run(mediaId, aspect).changes > 0,
  }
}
