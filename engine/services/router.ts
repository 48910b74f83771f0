// Every procedure of the contract in one place; the services behind them know nothing of each other.
import type { Router as RouterOf } from '@orpc/server'
import type { contract } from '../contract/index.ts'
import { arcRouter } from './arc-service.ts'
import { backendRouter } from './backend-service.ts'
import { backupRouter } from './backup-service.ts'
import { binderRouter } from './binder-service.ts'
import { castRouter } from './cast-service.ts'
import { commentRouter } from './comment-service.ts'
import type { RequestContext } from './context.ts'
import { chatRouter } from './chat-service.ts'
import { cowriterRouter } from './cowriter-service.ts'
import { doorRouter } from './door-service.ts'
import { dialogueRouter } from './dialogue-service.ts'
import { feedbackRouter } from './feedback-service.ts'
import { feelingRouter } from './feeling-service.ts'
import { goalRouter } from './goal-service.ts'
import { growthRouter } from './growth-service.ts'
import { historyRouter } from './history-service.ts'
import { joinText } from './join-text.ts'
import { latentRouter } from './latent-service.ts'
import { lifeRouter } from './life-service.ts'
import { linesRouter } from './lines-service.ts'
import { loreRouter } from './lore-service.ts'
import { manuscriptRouter } from './manuscript-service.ts'
import { mediaRouter } from './media-service.ts'
import { memoryRouter } from './memory-service.ts'
import { modelRouter } from './model-service.ts'
import { npcRouter } from './npc-service.ts'
import { os } from './os.ts'
import { planRouter } from './plan-service.ts'
import { privacyRouter } from './privacy-service.ts'
import { provenanceRouter } from './provenance-service.ts'
import { projectRouter } from './project-service.ts'
import { safetyRouter } from './safety-service.ts'
import { sceneRouter } from './scene-service.ts'
import { searchRouter } from './search-service.ts'
import { serviceRouter } from './service-service.ts'
import { spellRouter } from './spell-service.ts'
import { studioRouter } from './studio-service.ts'
import { suggestRouter } from './suggest-service.ts'
import { trainingRouter } from './training-service.ts'
import { workRouter } from './work-service.ts'

/** Named: what the compiler would write out for a contract of this size exceeds its limit. */
export type Router = RouterOf<typeof contract, RequestContext>

export const router: Router = os.router({
  studio: studioRouter,
  backend: backendRouter,
  backup: backupRouter,
  safety: safetyRouter,
  doors: doorRouter,
  project: projectRouter,
  binder: binderRouter,
  scene: sceneRouter,
  search: searchRouter,
  spell: spellRouter,
  feeling: feelingRouter,
  arc: arcRouter,
  media: mediaRouter,
  manuscript: manuscriptRouter,
  training: trainingRouter,
  model: modelRouter,
  latent: latentRouter,
  comment: commentRouter,
  goals: goalRouter,
  life: lifeRouter,
  lore: loreRouter,
  memory: memoryRouter,
  suggest: suggestRouter,
  history: historyRouter,
  privacy: privacyRouter,
  provenance: provenanceRouter,
  plan: planRouter,
  cast: castRouter,
  lines: linesRouter,
  dialogue: dialogueRouter,
  growth: growthRouter,
  feedback: feedbackRouter,
  chat: { ...chatRouter, ask: chatRouter.ask.use(joinText) },
  service: serviceRouter,
  work: workRouter,
  npc: npcRouter,
  cowriter: { ...cowriterRouter, continue: cowriterRouter.continue.use(joinText) },
})
