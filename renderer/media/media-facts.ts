// What a card says about a file: size, length, time and place in the writer's own notation.
import { currentLocale } from '../locales/index.ts'

const UNITS = ['B', 'kB', 'MB', 'GB'] as const

/** 312345 → `312 kB`. */
export const formatSize = (sizeBytes: number): string => {
  let value = sizeBytes
  let unit = 0
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${value >= 100 || unit === 0 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]!}`
}

/** 83500 → `1:23`. */
export const formatDuration = (durationMs: number): string => {
  const seconds = Math.floor(durationMs / 1000)
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const tail = String(rest).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`
}

export const formatTime = (epochMs: number): string =>
  new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'medium', timeStyle: 'short' }).format(epochMs)

/** 48.8584, 2.2945 → `48.8584° N, 2.2945° E`. */
export const formatPlace = (latitude: number, longitude: number): string =>
  `${Math.abs(latitude).toFixed(4)}° ${latitude < 0 ? 'S' : 'N'}, ${Math.abs(longitude).toFixed(4)}° ${longitude < 0 ? 'W' : 'E'}`
