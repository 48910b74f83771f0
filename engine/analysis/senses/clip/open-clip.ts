// The one door to the pictures and the sound of a clip: what a window has decoded, else the system's ffmpeg.
import { SenseProblem } from '../analyzer.ts'
import type { SenseSetup } from '../sense-setup.ts'
import type { Clip } from './clip.ts'
import { openWithFfmpeg } from './ffmpeg-clip.ts'
import { HANDED_CLIP, openHanded } from './handed-clip.ts'

/** Why nobody decodes clips here; null where somebody does. A window that is open hands over what it decodes itself. */
export const clipsMissing = ({ ffmpeg }: SenseSetup): string | null =>
  ffmpeg === null ? 'no-clip-decoder' : null

/** SenseProblem `no-clip-decoder`, `not-decodable`, `damaged`. */
export const openClip = async (mime: string, bytes: Uint8Array, { ffmpeg }: SenseSetup): Promise<Clip> => {
  if (mime === HANDED_CLIP) return openHanded(bytes)
  if (ffmpeg === null) throw new SenseProblem('no-clip-decoder')
  return openWithFfmpeg(ffmpeg, mime, bytes)
}
