// When each line of a recording is said, where somebody wrote the lines down without times: along the stretches in which
// somebody speaks, as long as each line is.
import type { SpokenLine, Stretch } from '../domain/media-finding.ts'

const isTimed = ({ fromMs, toMs }: SpokenLine): boolean => toMs > fromMs

/** Where on the clock a share of all that is spoken lies. */
const placeAt = (stretches: readonly Stretch[], spokenMs: number): number => {
  let left = spokenMs
  for (const { fromMs, toMs } of stretches) {
    if (left <= toMs - fromMs) return fromMs + left
    left -= toMs - fromMs
  }
  return stretches.at(-1)?.toMs ?? 0
}

/** Lines with times keep them. @param durationMs of the whole recording, 0 where it is not known. */
export const timeLines = (
  lines: readonly SpokenLine[],
  stretches: readonly Stretch[],
  durationMs: number,
): readonly SpokenLine[] => {
  if (lines.every(isTimed)) return lines
  const first = lines.findIndex((line) => !isTimed(line))
  const timed = lines.slice(0, first)
  const begin = timed.at(-1)?.toMs ?? 0
  const whole = { fromMs: begin, toMs: Math.max(durationMs, begin + 1) }
  const free = stretches
    .filter(({ toMs }) => toMs > begin)
    .map(({ fromMs, toMs }) => ({ fromMs: Math.max(fromMs, begin), toMs }))
  const places = free.length > 0 ? free : [whole]
  const rest = lines.slice(first)
  const spoken = places.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
  const letters = rest.reduce((sum, { text }) => sum + text.length, 0) || 1
  let told = 0
  return [
    ...timed,
    ...rest.map((line) => {
      const fromMs = Math.round(placeAt(places, (told / letters) * spoken))
      told += line.text.length
      const toMs = Math.round(placeAt(places, (told / letters) * spoken))
      return { ...line, fromMs, toMs: Math.max(fromMs + 1, toMs) }
    }),
  ]
}
