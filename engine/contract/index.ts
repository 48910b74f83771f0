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
import { cowriter } from './cowriter.ts'
import { doors } from './doors.ts'
import { dialogue } from './dialogue.ts'
import { feeling } from './feeling.ts'
import { history } from './history.ts'
import { latent } from './latent.ts'
import { goals } from './goals.ts'
import { manuscript } from './manuscript.ts'
import { media } from './media.ts'
import { model } from './model.ts'
import { plan } from './plan.ts'
import { provenance } from './provenance.ts'
import { project } from './project.ts'
import { safety } from './safety.ts'
import { scene } from './scene.ts'
import { search } from './search.ts'
import { spell } from './spell.ts'
import { studio } from './studio.ts'
import { training } from './training.ts'

export type { ErrorCode } from '../domain/errors.ts'

export const contract = {
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
  goals,
  history,
  provenance,
  plan,
  dialogue,
}

export type EngineClient = ContractRouterClient<typeof contract>
export type Inputs = InferContractRouterInputs<typeof contract>
export type Outputs = InferContractRouterOutputs<typeof contract>
