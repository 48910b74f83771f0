// What can be asked of a model with a latent space: a map of texts, the way between two, texts near one. Plain data.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SamplingSettings } from '../nn/sampling/index.ts'
import { Random } from '../nn/seed.ts'
import { around, between, type LatentMap } from './latent-map.ts'
import { principalView, project, type Projection } from './projection.ts'

interface Writing {
  readonly maxWords: number
  readonly seed: number
  readonly sampling?: Partial<SamplingSettings>
}

export type LatentRequest = { readonly modelFile: string } & (
  | { readonly kind: 'map'; readonly texts: readonly string[] }
  | ({
      readonly kind: 'morph'
      readonly from: string
      readonly to: string
      readonly count: number
      readonly view: Projection | null
    } & Writing)
  | ({
      readonly kind: 'vary'
      readonly text: string
      readonly count: number
      readonly spread: number
      readonly view: Projection | null
    } & Writing)
)

export interface LatentPlace {
  readonly x: number
  readonly y: number
  /** On a map: the text that lies there. Else: what the model writes there. */
  readonly text: string
}

export interface LatentResult {
  /** In the order of the request; without a view all lie at 0. */
  readonly places: readonly LatentPlace[]
  readonly view: Projection | null
}

/** Answers one request; stops between two lots of texts with the signal's reason. */
export async function answerLatent(
  map: LatentMap,
  request: LatentRequest,
  signal: AbortSignal,
): Promise<LatentResult> {
  if (request.kind === 'map') {
    const means: Float32Array[] = []
    for (const place of map.locateAll(request.texts)) {
      means[place.index] = place.mean
      await nextTurn()
      signal.throwIfAborted()
    }
    const view = principalView(means)
    return { view, places: means.map((mean, at) => placeOf(view, mean, request.texts[at])) }
  }
  const plans =
    request.kind === 'morph'
      ? between(map.locate(request.from).mean, map.locate(request.to).mean, request.count)
      : around(
          map.locate(request.text),
          request.count,
          request.spread,
          new Random(request.seed).split('plans'),
        )
  const { maxWords, seed, sampling } = request
  const texts = map.write(plans, { maxWords, seed, ...(sampling ? { sampling } : {}) })
  return {
    view: request.view,
    places: plans.map((plan, at) => placeOf(request.view, plan, texts[at].trim())),
  }
}

const placeOf = (view: Projection | null, plan: Float32Array, text: string): LatentPlace => {
  const [x, y] = view ? project(view, plan) : [0, 0]
  return { x, y, text }
}
