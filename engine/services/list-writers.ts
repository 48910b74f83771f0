// cowriter.writers: everyone who can write in this project, as the window lists them; finding one to write is voices.ts'.
import type { Outputs } from '../contract/index.ts'
import { contextFor, readGgufCard } from '../models/gguf/gguf-card.ts'
import type { OpenProject } from './context.ts'
import type { EngineParts } from './engine-parts.ts'
import { abilitiesOf, OWN_ABILITIES, PRETRAINED_USUAL, SMALL_CONTEXT } from './voices.ts'
import { writersOf, type Writer as OwnWriter } from './writers.ts'

type Listed = Outputs['cowriter']['writers'][number]
type Writer = Omit<Listed, 'speed'>

const plain = ({ samplers, ...rest }: typeof OWN_ABILITIES): Writer['abilities'] => ({
  ...rest,
  samplers: [...samplers],
})

const own = ({ id, kind, name, modelId, parameters, validationLoss, usual }: OwnWriter): Writer => ({
  id,
  kind,
  name,
  modelId,
  parameters,
  validationLoss,
  usual: { ...usual },
  contextTokens: SMALL_CONTEXT,
  abilities: plain(OWN_ABILITIES),
})

/** A file that is gone does not write; it stays among the sources, where it can be seen. */
const fromSources = async ({ settings }: EngineParts): Promise<Writer[]> => {
  const found = settings.voices().map(async (source): Promise<Writer[]> => {
    const shared = { id: source.id, name: source.name, validationLoss: null, usual: PRETRAINED_USUAL }
    if (source.kind === 'server') {
      const { contextTokens } = source
      const abilities = plain(abilitiesOf(source, false))
      return [{ ...shared, kind: 'server', modelId: 'remote', parameters: 0, contextTokens, abilities }]
    }
    const card = await readGgufCard(source.path, source.name).catch(() => null)
    if (!card) return []
    const { parameters } = card
    const contextTokens = contextFor(card, source.contextTokens)
    const abilities = plain(abilitiesOf(source, card.chatTemplate !== null))
    return [{ ...shared, kind: 'file', modelId: 'gguf', parameters, contextTokens, abilities }]
  })
  return (await Promise.all(found)).flat()
}

export const listWriters = async (engine: EngineParts, project: OpenProject): Promise<Listed[]> => {
  const speeds = engine.settings.speeds()
  const found = [...(await writersOf(engine, project)).map(own), ...(await fromSources(engine))]
  return found.map((writer) => {
    const speed = speeds[writer.id]
    return { ...writer, speed: speed ? { ...speed } : null }
  })
}
