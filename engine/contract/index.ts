// THE contract: every procedure, stream and error between a window, a terminal or a program and the engine.
import type {
  ContractRouterClient,
  InferContractRouterInputs,
  InferContractRouterOutputs,
} from '@orpc/contract'
import { arc } from './arc.ts'
import { backend } from './backend.ts'
import { backup } from './backup.ts'
import { binder } from './binder.ts'
import { cast } from './cast.ts'
import { chat } from './chat.ts'
import { comment } from './comment.ts'
import { cowriter } from './cowriter.ts'
import { doors } from './doors.ts'
import { dialogue } from './dialogue.ts'
import { feedback } from './feedback.ts'
import { feeling } from './feeling.ts'
import { history } from './history.ts'
import { latent } from './latent.ts'
import { goals } from './goals.ts'
import { growth } from './growth.ts'
import { life } from './life.ts'
import { lines } from './lines.ts'
import { lore } from './lore.ts'
import { manuscript } from './manuscript.ts'
import { media } from './media.ts'
import { memory } from './memory.ts'
import { model } from './model.ts'
import { npc } from './npc.ts'
import { plan } from './plan.ts'
import { privacy } from './privacy.ts'
import { provenance } from './provenance.ts'
import { project } from './project.ts'
import { safety } from './safety.ts'
import { scene } from './scene.ts'
import { search } from './search.ts'
import { service } from './service.ts'
import { spell } from './spell.ts'
import { studio } from './studio.ts'
import { suggest } from './suggest.ts'
import { training } from './training.ts'
import { work } from './work.ts'

export type { ErrorCode } from '../domain/errors.ts'

/** Named parts: the whole, written out, is more than the compiler puts into one declaration. */
export type Contract = Readonly<{
  studio: typeof studio
  backend: typeof backend
  backup: typeof backup
  safety: typeof safety
  doors: typeof doors
  project: typeof project
  binder: typeof binder
  scene: typeof scene
  search: typeof search
  spell: typeof spell
  feeling: typeof feeling
  arc: typeof arc
  media: typeof media
  manuscript: typeof manuscript
  training: typeof training
  model: typeof model
  latent: typeof latent
  cowriter: typeof cowriter
  feedback: typeof feedback
  chat: typeof chat
  comment: typeof comment
  goals: typeof goals
  life: typeof life
  lore: typeof lore
  memory: typeof memory
  suggest: typeof suggest
  history: typeof history
  privacy: typeof privacy
  provenance: typeof provenance
  plan: typeof plan
  cast: typeof cast
  lines: typeof lines
  dialogue: typeof dialogue
  growth: typeof growth
  service: typeof service
  work: typeof work
  npc: typeof npc
}>

export const contract: Contract = {
  studio,
  backend,
  backup,
  safety,
  doors,
  project,
  binder,
  scene,
  search,
  spell,
  feeling,
  arc,
  media,
  manuscript,
  training,
  model,
  latent,
  cowriter,
  feedback,
  chat,
  comment,
  goals,
  life,
  lore,
  memory,
  suggest,
  history,
  privacy,
  provenance,
  plan,
  cast,
  lines,
  dialogue,
  growth,
  service,
  work,
  npc,
}

export type EngineClient = ContractRouterClient<Contract>
export type Inputs = InferContractRouterInputs<Contract>
export type Outputs = InferContractRouterOutputs<Contract>
