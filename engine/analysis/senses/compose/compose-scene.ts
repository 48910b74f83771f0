// What kind of place a picture shows, guessed from the things in it and its colours: no model of places is to be had, so churches
// and mountains are for the writer to name.
import {
  type FindingOf,
  type MediaFinding,
  type Scene,
  type SceneFinding,
  pickFinding,
} from '../../../domain/media-finding.ts'

/** How strongly each thing speaks for a place, 0 … 1; a thing that is everywhere speaks for none. */
const SPEAKS: Readonly<Record<string, readonly (readonly [scene: Scene, strength: number])[]>> = {
  car: [['street', 0.45]],
  bus: [['street', 0.6]],
  truck: [['street', 0.45]],
  motorcycle: [['street', 0.4]],
  bicycle: [['street', 0.3]],
  'traffic light': [['street', 0.7]],
  'stop sign': [['street', 0.7]],
  'fire hydrant': [['street', 0.7]],
  'parking meter': [['street', 0.7]],
  train: [['station', 0.6]],
  airplane: [['airport', 0.55]],
  boat: [['water', 0.65]],
  surfboard: [['beach', 0.75]],
  skis: [['snow', 0.85]],
  snowboard: [['snow', 0.8]],
  bench: [['park', 0.5]],
  kite: [
    ['park', 0.35],
    ['beach', 0.3],
  ],
  frisbee: [['park', 0.6]],
  cow: [['countryside', 0.75]],
  sheep: [['countryside', 0.75]],
  horse: [['countryside', 0.6]],
  elephant: [['wilds', 0.7]],
  bear: [['wilds', 0.65]],
  zebra: [['wilds', 0.75]],
  giraffe: [['wilds', 0.75]],
  'sports ball': [['field', 0.5]],
  'baseball bat': [['field', 0.75]],
  'baseball glove': [['field', 0.7]],
  'tennis racket': [['field', 0.75]],
  skateboard: [['street', 0.45]],
  couch: [['livingRoom', 0.6]],
  television: [['livingRoom', 0.5]],
  'remote control': [['livingRoom', 0.35]],
  vase: [['livingRoom', 0.2]],
  bed: [['bedroom', 0.8]],
  'teddy bear': [['bedroom', 0.2]],
  toilet: [['bathroom', 0.9]],
  toothbrush: [['bathroom', 0.6]],
  'hair dryer': [['bathroom', 0.5]],
  sink: [
    ['bathroom', 0.35],
    ['kitchen', 0.4],
  ],
  oven: [['kitchen', 0.75]],
  microwave: [['kitchen', 0.7]],
  refrigerator: [['kitchen', 0.75]],
  toaster: [['kitchen', 0.65]],
  'dining table': [['table', 0.5]],
  'wine glass': [['table', 0.45]],
  fork: [['table', 0.5]],
  knife: [['table', 0.25]],
  spoon: [['table', 0.35]],
  bowl: [['table', 0.3]],
  cup: [['table', 0.2]],
  pizza: [['table', 0.45]],
  cake: [['table', 0.4]],
  sandwich: [['table', 0.4]],
  laptop: [['office', 0.5]],
  keyboard: [['office', 0.5]],
  mouse: [['office', 0.4]],
  book: [['library', 0.25]],
}

/** A guess is never surer than this. */
const MOST = 0.85
const LEAST = 0.45
/** Two readings that are nearly alike are none. */
const AHEAD = 0.1

interface Shade {
  readonly hue: number
  readonly saturation: number
  readonly lightness: number
}

const shadeOf = (hex: string): Shade => {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)]
  const spread = most - least
  const lightness = (most + least) / 2
  const saturation = spread === 0 ? 0 : spread / (1 - Math.abs(2 * lightness - 1))
  if (spread === 0) return { hue: 0, saturation, lightness }
  const sector =
    most === r ? ((g - b) / spread + 6) % 6 : most === g ? (b - r) / spread + 2 : (r - g) / spread + 4
  return { hue: sector * 60, saturation, lightness }
}

/** Colours alone say little: much green, much white in bright light. */
const fromColours = (
  palette: FindingOf<'palette'> | undefined,
  light: FindingOf<'light'> | undefined,
): readonly (readonly [Scene, number])[] => {
  let [green, white] = [0, 0]
  for (const { hex, share } of palette?.colours ?? []) {
    const { hue, saturation, lightness } = shadeOf(hex)
    if (hue >= 70 && hue <= 165 && saturation > 0.18 && lightness > 0.1 && lightness < 0.75) green += share
    if (lightness > 0.85 && saturation < 0.35) white += share
  }
  const brightness = light?.brightness ?? 0
  return [
    ...(green > 0.45 ? [['greenery', 0.35 + 0.4 * green] as const] : []),
    ...(white > 0.5 && brightness > 0.75 ? [['snow', 0.15] as const] : []),
  ]
}

/** Null where nothing speaks for one place more than for others. */
export const composeScene = (findings: readonly MediaFinding[]): SceneFinding | null => {
  const objects = pickFinding(findings, 'objects')?.objects ?? []
  const against = new Map<Scene, number>()
  // Independent voices: what is left of doubt is multiplied.
  const speak = (scene: Scene, strength: number): void => {
    against.set(scene, (against.get(scene) ?? 1) * (1 - strength))
  }
  for (const [name, all] of Map.groupBy(objects, (object) => object.name)) {
    const sure = Math.max(...all.map(({ confidence }) => confidence))
    // Several of a kind say a little more than one: shelves of books, rows of cars.
    const many = Math.min(1.6, 1 + 0.2 * (all.length - 1))
    for (const [scene, strength] of SPEAKS[name] ?? []) speak(scene, Math.min(0.95, strength * sure * many))
  }
  for (const [scene, strength] of fromColours(
    pickFinding(findings, 'palette'),
    pickFinding(findings, 'light'),
  ))
    speak(scene, strength)
  const [first, second] = [...against]
    .map(([scene, doubt]) => ({ scene, confidence: Math.min(MOST, 1 - doubt) }))
    .toSorted((a, b) => b.confidence - a.confidence)
  if (!first || first.confidence < LEAST || first.confidence - (second?.confidence ?? 0) < AHEAD) return null
  return { aspect: 'scene', scene: first.scene, confidence: Math.round(first.confidence * 100) / 100 }
}
