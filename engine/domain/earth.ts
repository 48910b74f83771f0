// Points of the earth, taken for a sphere, and how far they are from each other.

/** Degrees, WGS 84. */
export type EarthPoint = readonly [latitude: number, longitude: number]

const EARTH_KM = 6371

const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** In space, the radius being 1: the date line and the poles are places like any other. */
export const onSphere = ([latitude, longitude]: EarthPoint): readonly [x: number, y: number, z: number] => {
  const around = Math.cos(radians(latitude))
  return [
    around * Math.cos(radians(longitude)),
    around * Math.sin(radians(longitude)),
    Math.sin(radians(latitude)),
  ]
}

/** Along the great circle. @param chord between two points on the sphere of radius 1, squared */
export const kmOfChord = (chord: number): number =>
  2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(chord) / 2))

export const distanceKm = (one: EarthPoint, other: EarthPoint): number => {
  const [a, b] = [onSphere(one), onSphere(other)]
  return kmOfChord((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2)
}
