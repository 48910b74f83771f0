// What the engine has acknowledged, and whether a project that went through a kill still has all of it. The step that
// was under way may have been done or not; a half of it may not.
import type { EngineClient } from '../../contract/index.ts'
import { readContent, sameContent, withText, type Content } from './content.ts'
import type { Intent } from './random-writer.ts'

const OPPOSITE = { act: ['undo', 'redo'], undo: ['redo', 'undo'], redo: ['undo', 'redo'] } as const

export class Ledger {
  #content: Content | null = null
  #candidates: Readonly<Record<string, string>> = {}
  #underWay: Intent | null = null
  acknowledged = 0
  refused = 0

  begin(content: Content): void {
    this.#content ??= content
  }

  before(intent: Intent): void {
    this.#underWay = intent
  }

  after(content: Content, candidates: Readonly<Record<string, string>>): void {
    this.#content = content
    this.#candidates = { ...this.#candidates, ...candidates }
    this.#underWay = null
    this.acknowledged += 1
  }

  refuse(): void {
    this.#underWay = null
    this.refused += 1
  }

  /** @returns what is missing, in words; empty when all is there. The ledger then begins from what was found. */
  async verify(client: EngineClient): Promise<readonly string[]> {
    const found = (await readContent(client)).content
    const missing = [...(await this.#missingText(client, found)), ...(await this.#missingCandidates(client))]
    this.#content = (await readContent(client)).content
    this.#underWay = null
    return missing
  }

  async #missingText(client: EngineClient, found: Content): Promise<readonly string[]> {
    const promised = this.#content
    if (!promised || sameContent(found, promised)) return []
    const intent = this.#underWay
    if (intent === null) return ['the content is not what was acknowledged, and nothing was under way']
    switch (intent.kind) {
      case 'save':
        return sameContent(found, withText(promised, intent.sceneId, intent.document))
          ? []
          : [`the content is neither before nor after the save of ${intent.sceneId}`]
      case 'act':
      case 'undo':
      case 'redo': {
        // Done, but not answered: the way back must lead to what was acknowledged.
        const [back, forth] = OPPOSITE[intent.kind]
        await client.project[back]()
        const before = (await readContent(client)).content
        await client.project[forth]()
        return sameContent(before, promised) ? [] : [`the content is neither before nor after ${intent.name}`]
      }
      case 'generate':
      case 'decide':
        return [`the content changed by ${intent.kind}`]
    }
  }

  /** A decision that was under way may have been taken or not; whichever it was holds from then on. */
  async #missingCandidates(client: EngineClient): Promise<readonly string[]> {
    const ids = Object.keys(this.#candidates)
    if (ids.length === 0) return []
    const history = await client.cowriter.history({ limit: 500 })
    const decisions = new Map(
      history.flatMap(({ candidates }) => candidates.map(({ id, decision }) => [id, decision])),
    )
    if (this.#underWay?.kind === 'decide') {
      const { candidateId, decision } = this.#underWay
      if (decisions.get(candidateId) === decision)
        this.#candidates = { ...this.#candidates, [candidateId]: decision }
    }
    return ids
      .filter((id) => decisions.get(id) !== this.#candidates[id])
      .map((id) => `suggestion ${id} is not as it was acknowledged`)
  }
}
