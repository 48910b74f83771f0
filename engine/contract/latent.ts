// latent.*: models that keep a map of texts (a variational autoencoder): look at it, walk on it, write from it.
import * as z from 'zod'
import { base, fraction, id } from './base.ts'

const place = z.object({ x: z.number(), y: z.number(), text: z.string() })

/** Where a map is looked at from; given back with later requests, so that new texts appear on the same map. */
export const latentView = z.object({
  middle: z.array(z.number()).max(1024),
  axes: z.array(z.array(z.number()).max(1024)).min(1).max(2),
  /** Share of the differences between the texts that the map shows. */
  explained: fraction,
})

const sentence = z.string().trim().min(1).max(2000)

const writing = {
  runId: id,
  words: z.number().int().min(1).max(200).default(30),
  seed: z.number().int().default(1),
  temperature: z.number().min(0).max(5).default(0.5),
  view: latentView.nullable().default(null),
}

export const latent = {
  /**
   * Sentences of what the run learnt from, evenly over it, on two axes along which they differ most, with how each
   * feels. MODEL_MISSING; BAD_INPUT for a model without a map.
   */
  map: base.input(z.object({ runId: id, sentences: z.number().int().min(3).max(1000).default(300) })).output(
    z.object({
      view: latentView,
      places: z.array(
        place.extend({
          /** The scene or chapter that it stands in. */
          title: z.string(),
          emotion: z.string(),
          valence: z.number(),
        }),
      ),
    }),
  ),
  /** What the model writes at evenly spaced points from one sentence to another, both ends included. */
  morph: base
    .input(
      z.object({
        ...writing,
        from: sentence,
        to: sentence,
        steps: z.number().int().min(2).max(32).default(9),
      }),
    )
    .output(z.object({ places: z.array(place) })),
  /** What the model writes near a sentence; `spread` 1 is as widely as the model itself is unsure where it lies. */
  vary: base
    .input(
      z.object({
        ...writing,
        text: sentence,
        count: z.number().int().min(1).max(32).default(5),
        spread: z.number().min(0).max(10).default(1),
      }),
    )
    .output(z.object({ places: z.array(place) })),
}
