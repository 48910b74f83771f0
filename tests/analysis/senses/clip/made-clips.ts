// Clips made on the spot with the system's ffmpeg, where there is one: scenes that move, joined by known cuts, and sound.
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findProgram } from '../../../../engine/analysis/senses/find-program.ts'
import { tempFolder } from '../../../helpers/temp-project.ts'

export const FFMPEG = findProgram(['ffmpeg'])

const run = promisify(execFile)

/** Moving pictures that differ from each other, of ffmpeg's own making. Those that draw lots are told from which seed. */
const SCENES = {
  card: 'testsrc2=size=320x180:rate=25',
  fractal: 'mandelbrot=size=320x180:rate=25:start_scale=0.6',
  cells: 'life=size=320x180:rate=25:mold=10:ratio=0.1:death_color=#C83232:life_color=#FFE070',
  blue: 'gradients=size=320x180:rate=25:c0=#103070:c1=#60a0ff:nb_colors=2:speed=0.02',
  green: 'gradients=size=320x180:rate=25:c0=#104020:c1=#90e070:nb_colors=2:speed=0.02',
  night: 'gradients=size=320x180:rate=25:c0=#000000:c1=#202028:nb_colors=2:speed=0.02',
} as const

const DRAWN = new Set<keyof typeof SCENES>(['cells', 'blue', 'green', 'night'])

export interface MadeScene {
  readonly scene: keyof typeof SCENES
  readonly seconds: number
}

/** @param sound of lavfi; absent: none. @param fadeS how long one scene takes to become the next. */
export const makeClip = async (
  scenes: readonly MadeScene[],
  options: {
    readonly format?: 'mp4' | 'webm'
    readonly sound?: string
    readonly fadeS?: number
    readonly seed?: number
  } = {},
): Promise<Uint8Array> => {
  const { format = 'mp4', sound, fadeS = 0, seed = 1 } = options
  const target = join(tempFolder(), `clip.${format}`)
  const inputs = scenes.flatMap(({ scene, seconds }) => [
    '-f',
    'lavfi',
    '-t',
    String(seconds),
    '-i',
    DRAWN.has(scene) ? `${SCENES[scene]}:seed=${seed}` : SCENES[scene],
  ])
  const plain = scenes.map((_, at) => `[${at}:v]format=yuv420p,settb=1/25,setpts=PTS-STARTPTS[v${at}]`)
  const joined =
    fadeS > 0
      ? `[v0][v1]xfade=transition=fade:duration=${fadeS}:offset=${scenes[0].seconds - fadeS}[out]`
      : `${scenes.map((_, at) => `[v${at}]`).join('')}concat=n=${scenes.length}:v=1:a=0[out]`
  const length = scenes.reduce((sum, { seconds }) => sum + seconds, 0)
  const heard = sound === undefined ? [] : ['-f', 'lavfi', '-t', String(length), '-i', sound]
  const codecs =
    format === 'mp4'
      ? ['-c:v', 'mpeg4', '-q:v', '4', '-c:a', 'aac', '-movflags', '+faststart']
      : ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '600k', '-c:a', 'libvorbis']
  await run(FFMPEG ?? '', [
    ...['-v', 'error', '-y', ...inputs, ...heard],
    ...['-filter_complex', [...plain, joined].join(';'), '-map', '[out]'],
    ...(sound === undefined ? [] : ['-map', `${scenes.length}:a`, '-shortest']),
    ...['-metadata', 'creation_time=2024-05-06T07:08:09Z', '-metadata', 'location=+48.8584+002.2945/'],
    ...[...codecs, target],
  ])
  return new Uint8Array(await readFile(target))
}
