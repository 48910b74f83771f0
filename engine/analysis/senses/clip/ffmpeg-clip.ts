// A clip decoded by the system's ffmpeg, where there is one: strict arguments, one known container at a time, nothing but this
// one file. Documentation: https://ffmpeg.org/ffmpeg.html, https://ffmpeg.org/ffprobe.html
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { SenseProblem } from '../analyzer.ts'
import { outputOf, runProgram } from '../run-program.ts'
import { scratchFolder } from '../scratch-folder.ts'
import { decodePicture } from '../decode-picture.ts'
import { SAMPLE_RATE } from '../sound/resampler.ts'
import { SAMPLE_HEIGHT, SAMPLE_WIDTH, type Clip, type ClipFacts, type Sample } from './clip.ts'

/** Which demuxer reads which type: naming it keeps playlists and other files that name files out. */
const DEMUXERS: Readonly<Record<string, string>> = {
  'video/mp4': 'mov',
  'video/quicktime': 'mov',
  'video/x-m4v': 'mov',
  'video/3gpp': 'mov',
  'video/3gpp2': 'mov',
  'video/webm': 'matroska',
  'video/matroska': 'matroska',
  'video/x-matroska': 'matroska',
  'video/x-msvideo': 'avi',
  'video/vnd.avi': 'avi',
  'video/mpeg': 'mpeg',
  'video/MP1S': 'mpeg',
  'video/MP2P': 'mpeg',
  'video/mp2t': 'mpegts',
  'video/x-flv': 'flv',
  'video/ogg': 'ogg',
  'video/x-ms-asf': 'asf',
}

/** More is never looked at. */
const MOST_MS = 6 * 3_600_000
const MOST_SAMPLES = 14_400
const SAMPLES_PER_S = 8
/** Of longer clips only the pictures that stand by themselves are decoded. */
const KEY_PICTURES_FROM_MS = 30 * 60_000
const PROBE_MS = 30_000
const PICTURE_MS = 60_000
const WHOLE_MS = 1_500_000
const LONGEST_SIDE = 1600
const MOST_PIXELS = 120_000_000
const MOST_PICTURE_BYTES = 64 << 20
const FLOAT_BYTES = 4

const number = z.coerce.number().catch(Number.NaN)
const told = z.object({
  streams: z
    .array(
      z.object({
        codec_type: z.string().optional(),
        width: z.number().optional(),
        height: z.number().optional(),
        disposition: z.object({ attached_pic: z.number().optional() }).optional(),
        side_data_list: z.array(z.looseObject({ rotation: z.number().optional() })).optional(),
      }),
    )
    .default([]),
  format: z
    .object({ duration: number, tags: z.record(z.string(), z.string()).optional() })
    .default({ duration: Number.NaN }),
})

/** ISO 6709 as phones write it: `+48.8584+002.2945/`. */
const placeIn = (text: string | undefined): readonly [number, number] | null => {
  const found = /^([+-]\d{1,2}(?:\.\d+)?)([+-]\d{1,3}(?:\.\d+)?)/u.exec(text ?? '')
  const [latitude, longitude] = [Number(found?.[1]), Number(found?.[2])]
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? [latitude, longitude] : null
}

/** Cameras without a clock write the beginning of 1904 or of 1970. */
const timeIn = (text: string | undefined): number | null => {
  const time = Date.parse(text ?? '')
  return Number.isFinite(time) && time > Date.UTC(1990, 0, 1) ? time : null
}

const factsIn = (text: string): ClipFacts => {
  const { streams, format } = told.parse(JSON.parse(text))
  const video = streams.find(
    (each) =>
      each.codec_type === 'video' && each.disposition?.attached_pic !== 1 && each.width && each.height,
  )
  if (!video || !(format.duration > 0)) throw new SenseProblem('damaged')
  const turn = Math.abs(video.side_data_list?.find((each) => each.rotation !== undefined)?.rotation ?? 0)
  const [width, height] = [video.width ?? 0, video.height ?? 0]
  const place = placeIn(format.tags?.['com.apple.quicktime.location.ISO6709'] ?? format.tags?.['location'])
  return {
    durationMs: Math.min(MOST_MS, Math.round(format.duration * 1000)),
    ...(turn === 90 || turn === 270 ? { width: height, height: width } : { width, height }),
    hasSound: streams.some((each) => each.codec_type === 'audio'),
    takenAt: timeIn(format.tags?.['com.apple.quicktime.creationdate'] ?? format.tags?.['creation_time']),
    latitude: place?.[0] ?? null,
    longitude: place?.[1] ?? null,
  }
}

export interface FfmpegPrograms {
  readonly ffmpeg: string
  readonly ffprobe: string
}

/** @param bytes the whole file. SenseProblem `not-decodable`, `damaged` and those of runProgram. */
export const openWithFfmpeg = async (
  { ffmpeg, ffprobe }: FfmpegPrograms,
  mime: string,
  bytes: Uint8Array,
): Promise<Clip> => {
  const demuxer = DEMUXERS[mime]
  if (demuxer === undefined) throw new SenseProblem('not-decodable')
  const folder = scratchFolder()
  const path = join(folder.path, 'clip')
  const only = ['-protocol_whitelist', 'file', '-f', demuxer]
  const source = ['-i', `file:${path}`]
  const quiet = ['-nostdin', '-hide_banner', '-v', 'error', '-max_alloc', String(512 << 20), '-threads', '1']
  const limited = (limitMs: number): string[] => [...quiet, '-timelimit', String(Math.ceil(limitMs / 1000))]
  try {
    writeFileSync(path, bytes, { mode: 0o600 })
    const show = 'format=duration:format_tags:stream=codec_type,width,height:stream_disposition=attached_pic'
    const answer = await outputOf({
      program: ffprobe,
      args: [
        '-v',
        'error',
        ...only,
        '-show_entries',
        `${show}:stream_side_data=rotation`,
        '-of',
        'json',
        path,
      ],
      limitMs: PROBE_MS,
      mostBytes: 1 << 20,
    })
    const facts = factsIn(new TextDecoder().decode(answer))
    if (facts.width * facts.height > MOST_PIXELS) throw new SenseProblem('too-large-to-decode')
    return {
      facts,

      async *samples(): AsyncGenerator<Sample> {
        const seconds = facts.durationMs / 1000
        const rate = Math.min(SAMPLES_PER_S, MOST_SAMPLES / seconds)
        const few = facts.durationMs > KEY_PICTURES_FROM_MS ? ['-skip_frame', 'nokey'] : []
        const look = `fps=${rate},scale=${SAMPLE_WIDTH}:${SAMPLE_HEIGHT}:flags=area`
        const size = SAMPLE_WIDTH * SAMPLE_HEIGHT * 3
        let [held, filled, count] = [new Uint8Array(size), 0, 0]
        for await (const piece of runProgram({
          program: ffmpeg,
          args: [
            ...[...limited(WHOLE_MS), ...few, ...only, ...source, '-t', String(MOST_MS / 1000)],
            ...[
              '-map',
              '0:V:0',
              '-an',
              '-sn',
              '-dn',
              '-vf',
              look,
              '-pix_fmt',
              'rgb24',
              '-f',
              'rawvideo',
              'pipe:1',
            ],
          ],
          limitMs: WHOLE_MS,
        }))
          for (let from = 0; from < piece.length;) {
            const take = Math.min(size - filled, piece.length - from)
            held.set(piece.subarray(from, from + take), filled)
            from += take
            filled += take
            if (filled < size) continue
            yield { atMs: Math.round((count * 1000) / rate), pixels: held }
            ;[held, filled, count] = [new Uint8Array(size), 0, count + 1]
          }
      },

      async pictureAt(atMs) {
        const side = `'min(${LONGEST_SIDE},iw)':'min(${LONGEST_SIDE},ih)':force_original_aspect_ratio=decrease`
        return decodePicture(
          await outputOf({
            program: ffmpeg,
            args: [
              ...[...limited(PICTURE_MS), '-ss', String(atMs / 1000), ...only, ...source, '-map', '0:V:0'],
              ...[
                '-frames:v',
                '1',
                '-vf',
                `scale=iw*sar:ih,scale=${side}`,
                '-c:v',
                'png',
                '-f',
                'image2pipe',
                'pipe:1',
              ],
            ],
            limitMs: PICTURE_MS,
            mostBytes: MOST_PICTURE_BYTES,
          }),
        )
      },

      async *sound(): AsyncGenerator<Float32Array> {
        if (!facts.hasSound) return
        let rest: Uint8Array = new Uint8Array(0)
        for await (const piece of runProgram({
          program: ffmpeg,
          args: [
            ...[
              ...limited(WHOLE_MS),
              ...only,
              ...source,
              '-t',
              String(MOST_MS / 1000),
              '-map',
              '0:a:0',
              '-vn',
            ],
            ...['-ac', '1', '-ar', String(SAMPLE_RATE), '-c:a', 'pcm_f32le', '-f', 'f32le', 'pipe:1'],
          ],
          limitMs: WHOLE_MS,
        })) {
          const joined = rest.length === 0 ? piece : Buffer.concat([rest, piece])
          const whole = joined.length - (joined.length % FLOAT_BYTES)
          rest = Uint8Array.from(joined.subarray(whole))
          // A copy of its own: samples lie at multiples of four bytes.
          if (whole > 0) yield new Float32Array(Uint8Array.from(joined.subarray(0, whole)).buffer)
        }
      },

      dispose: () => folder.dispose(),
    }
  } catch (error) {
    folder.dispose()
    throw error
  }
}
