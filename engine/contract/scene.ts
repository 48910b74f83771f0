// scene.*: the text of scenes. The editor reads documents and saves them whole; revisions guard against two windows.
import * as z from 'zod'
import { base, id } from './base.ts'
import { sceneDocument } from './document.ts'
import { written } from './goals.ts'

export const scene = {
  get: base
    .input(z.object({ sceneId: id }))
    .output(z.object({ sceneId: id, rev: z.number(), words: z.number(), document: sceneDocument })),
  /**
   * Saves and answers only once the text is on disk. CONFLICT { rev } when `baseRev` is not the stored revision.
   * An unchanged document keeps its revision. `written` is what counts towards goals; without it nothing does.
   */
  save: base
    .input(
      z.object({ sceneId: id, baseRev: z.number(), document: sceneDocument, written: written.optional() }),
    )
    .output(z.object({ rev: z.number(), words: z.number(), bookWords: z.number() })),
}
