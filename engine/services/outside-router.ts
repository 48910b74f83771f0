// The part of the contract that programs may call from outside, each procedure with the scope that its key needs.
import type { ServiceScope } from '../domain/service.ts'
import { binderRouter } from './binder-service.ts'
import { cowriterRouter } from './cowriter-service.ts'
import { dialogueRouter } from './dialogue-service.ts'
import { feelingRouter } from './feeling-service.ts'
import { npcRouter } from './npc-service.ts'
import { serviceRouter } from './service-service.ts'

export interface Served {
  readonly scope: ServiceScope
  /** Waits for its turn among all that write. */
  readonly isQueued: boolean
}

const at = (scope: ServiceScope, isQueued = false): Served => ({ scope, isQueued })

/** By address. A procedure without a line here cannot be called from outside. */
export const OUTSIDE: Readonly<Record<string, Served>> = {
  '/service/write': at('write', true),
  '/cowriter/writers': at('write'),
  '/feeling/analyzeText': at('analyze', true),
  '/feeling/shapes': at('analyze'),
  '/binder/tree': at('read'),
  '/dialogue/list': at('read'),
  '/dialogue/get': at('read'),
  '/npc/create': at('npc'),
  '/npc/list': at('npc'),
  '/npc/get': at('npc'),
  '/npc/remove': at('npc'),
  '/npc/happen': at('npc'),
  '/npc/say': at('npc', true),
}

export const outsideRouter = {
  service: { write: serviceRouter.write },
  cowriter: { writers: cowriterRouter.writers },
  feeling: { analyzeText: feelingRouter.analyzeText, shapes: feelingRouter.shapes },
  binder: { tree: binderRouter.tree },
  npc: npcRouter,
  dialogue: { list: dialogueRouter.list, get: dialogueRouter.get },
}
