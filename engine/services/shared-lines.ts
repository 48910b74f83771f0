// Orders of lines carried out by other machines, where some listen and the writer is one that can work anywhere: the grammar, or
// a model of ours. How an order travels is the transport's.
import type { FulfilledOrder } from '../generation/lines/fulfil-order.ts'
import type { LineOrder } from '../generation/lines/line-order.ts'
import type { OpenProject } from './context.ts'
import type { EngineParts } from './engine-parts.ts'
import { headHash } from './learning/used-head.ts'
import { findVoice } from './voices.ts'

export type FulfilElsewhere = (order: LineOrder, signal: AbortSignal) => Promise<FulfilledOrder>

/** Null: it is written here. What a project has learnt about feelings stays with it, and so do its lines then. */
export const othersFor = async (
  engine: EngineParts,
  project: OpenProject,
  writerId: string | null,
): Promise<FulfilElsewhere | null> => {
  if (headHash(project) !== '') return null
  const file = writerId === null ? null : (await findVoice(engine, project, writerId)).modelFile
  if (file === undefined) return null
  const others = await engine.work.others()
  if (!others) return null
  const model = file === null ? null : await others.files.put(await file())
  return (order, signal) => others.ask('lines', { model, order }, { signal })
}
