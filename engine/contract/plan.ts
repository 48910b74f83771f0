// plan.*: F_G as the window sees it: from a target to plot beats that the writer edits, orders, locks and turns into scenes.
import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { base, id } from './base.ts'
import { emotion } from './feeling.ts'

const valence = z.number().min(-1).max(1)

export const beat = z.object({
  id,
  scopeId: id.nullable(),
  position: z.number().int().min(0),
  title: z.string(),
  /** Who does what to whom, and what turns. */
  summary: z.string(),
  /** Place, weather, things, what the senses meet. */
  background: z.string(),
  valence,
  emotion: emotion.nullable(),
  locked: z.boolean(),
  line: z.string(),
  sceneId: id.nullable(),
})

/** What a plan is made from. */
export const planWish = z.object({
  template: z.string().max(40),
  premise: z.string().max(4000),
  /** Names, the most important first. */
  cast: z.array(z.string().max(80)).max(20),
  place: z.string().max(200),
})

const scope = { scopeId: id.nullable() }

export const plan = {
  /** Where a plan can start from: arc, named steps, and the content filter its passages begin with. */
  templates: base.output(
    z.array(
      z.object({
        id: z.string(),
        steps: z.array(z.object({ valence, en: z.string(), zh: z.string() })),
        filter: z.enum(['off', 'mild', 'strict']),
      }),
    ),
  ),
  get: base.input(z.object(scope)).output(z.object({ wish: planWish, beats: z.array(beat) })),
  /**
   * Plans the scope anew; locked beats stay where they are. The feelings are the template's, else those of the drawn
   * valence curve of the scope. Abort keeps the plan as it was. MODEL_MISSING where the planner's weights are not there.
   */
  create: base
    .input(
      z.object({
        ...scope,
        template: planWish.shape.template.default('story'),
        premise: planWish.shape.premise.default(''),
        cast: planWish.shape.cast.default([]),
        place: planWish.shape.place.default(''),
        /** A template has its own number of steps. */
        count: z.number().int().min(1).max(40).optional(),
        seed: z.number().int().optional(),
      }),
    )
    .output(
      eventIterator(
        z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('progress'), done: z.number(), total: z.number() }),
          z.object({ kind: z.literal('done'), beats: z.array(beat), seed: z.number() }),
        ]),
      ),
    ),
  /** Another beat in the same place; also of a locked one, since it was asked for by name. */
  regenerate: base.input(z.object({ beatId: id, seed: z.number().int().optional() })).output(beat),
  update: base
    .input(
      z.object({
        beatId: id,
        title: z.string().max(300).optional(),
        summary: z.string().max(4000).optional(),
        background: z.string().max(4000).optional(),
        valence: valence.optional(),
        emotion: emotion.nullable().optional(),
        locked: z.boolean().optional(),
      }),
    )
    .output(beat),
  /** A beat of the writer's own, right after `afterId` (null: first). */
  add: base
    .input(z.object({ ...scope, afterId: id.nullable(), summary: z.string().max(4000).default('') }))
    .output(beat),
  /** Right after `afterId` (null: first) of the same scope. */
  move: base.input(z.object({ beatId: id, afterId: id.nullable() })).output(z.array(beat)),
  remove: base.input(z.object({ beatIds: z.array(id).min(1).max(200) })),
  /** A scene a beat, in order, below the scope, with the beat in it; beats that have one already are left out. */
  makeScenes: base
    .input(z.object({ ...scope, beatIds: z.array(id).max(200).optional() }))
    .output(z.object({ sceneIds: z.array(id) })),
}
