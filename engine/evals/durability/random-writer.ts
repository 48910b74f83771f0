// A writer who does anything at any moment: types, moves, splits, throws away, generates, takes back. Each step is told
// before it is asked for and after it was answered, so that a kill in between can be judged.
import type { EngineClient, Inputs } from '../../contract/index.ts'
import type { Block, SceneDocument } from '../../domain/document.ts'
import { newId } from '../../domain/ids.ts'
import type { Random } from '../../nn/seed.ts'
import { readContent, withText, type Content } from './content.ts'

/** What is about to be asked of the engine. */
export type Intent =
  | { readonly kind: 'save'; readonly sceneId: string; readonly document: SceneDocument }
  | { readonly kind: 'act' | 'undo' | 'redo'; readonly name: string }
  /** Changes nothing that can be read back; what was answered must be in the history. */
  | { readonly kind: 'generate' }
  | { readonly kind: 'decide'; readonly candidateId: string; readonly decision: 'accepted' | 'rejected' }

export interface Witness {
  /** Resolves once it is noted outside this process. */
  before(intent: Intent): Promise<void>
  /** @param content all of it, as it must be from now on. */
  after(intent: Intent, content: Content, candidates: Readonly<Record<string, string>>): void
  /** The engine said no: nothing may have changed. */
  refused(intent: Intent, code: string): void
}

const WORDS = 'the lamp went on burning over dark water and nobody came to put it out before morning'.split(
  ' ',
)
const FEWEST_TEXTS = 4
const MOST_NODES = 24

type Act = (tree: Content['tree']) => (() => Promise<unknown>) | null

export class RandomWriter {
  readonly #client: EngineClient
  readonly #random: Random
  readonly #witness: Witness
  #content: Content = { title: '', tree: [], texts: {}, trash: [] }
  #revs = new Map<string, number>()
  #candidates: Record<string, string> = {}
  /** Text of a suggestion that was accepted and is to be put into its scene. */
  #wanted: { readonly sceneId: string; readonly text: string } | null = null

  readonly #travels: boolean
  #lastGeneration: string | null = null

  /** @param options `travels`: also takes back and does again, at any moment. */
  constructor(
    client: EngineClient,
    random: Random,
    witness: Witness,
    options: { readonly travels: boolean } = { travels: true },
  ) {
    this.#travels = options.travels
    this.#client = client
    this.#random = random
    this.#witness = witness
  }

  async start(): Promise<Content> {
    const { content, revs } = await readContent(this.#client)
    this.#content = content
    this.#revs = new Map(revs)
    return content
  }

  /** One step, whatever comes. Throws what is not an answer of the engine. */
  async step(generates: boolean): Promise<void> {
    if (this.#wanted) return this.#save(this.#wanted.sceneId, this.#wanted.text)
    // Everything may have been taken back: then the book begins anew.
    if (!this.#content.tree.some(({ kind }) => kind === 'scene')) return this.#act('create')
    const lot = this.#random.next()
    if (lot < 0.6) return this.#save(this.#pick(Object.keys(this.#content.texts)), null)
    if (lot < 0.68 && this.#travels) return this.#travel('undo')
    if (lot < 0.72 && this.#travels) return this.#travel('redo')
    if (lot < 0.76 && generates) return this.#generate()
    return this.#act()
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[this.#random.integer(items.length)]
  }

  #words(count: number): string {
    return Array.from({ length: count }, () => this.#pick(WORDS)).join(' ')
  }

  #edited(document: SceneDocument, insertion: string | null): SceneDocument {
    const content: Block[] = [...document.content]
    const paragraph = (text: string) =>
      ({ type: 'paragraph', attrs: { id: newId() }, content: [{ type: 'text', text }] }) as const
    const at = this.#random.integer(content.length)
    if (insertion !== null) content.push(paragraph(insertion))
    else if (content.length > 12) content.splice(at, 4, paragraph(this.#words(5)))
    else if (this.#random.next() < 0.5)
      content.splice(at, 0, paragraph(this.#words(1 + this.#random.integer(60))))
    else content[at] = paragraph(`${this.#words(1 + this.#random.integer(30))} — 灯还亮着 🕯️`)
    return { type: 'doc', content }
  }

  async #save(sceneId: string, insertion: string | null): Promise<void> {
    this.#wanted = null
    const before = this.#content.texts[sceneId]
    if (!before) return
    const document = this.#edited(before, insertion)
    await this.#ask({ kind: 'save', sceneId, document }, async () => {
      const { rev } = await this.#client.scene.save({
        sceneId,
        baseRev: this.#revs.get(sceneId) ?? 0,
        document,
      })
      this.#revs.set(sceneId, rev)
      this.#content = withText(this.#content, sceneId, document)
    })
  }

  async #travel(way: 'undo' | 'redo'): Promise<void> {
    await this.#ask({ kind: way, name: way }, async () => {
      await this.#client.project[way]()
      await this.start()
    })
  }

  async #generate(): Promise<void> {
    const scenes = this.#content.tree.filter(({ kind }) => kind === 'scene')
    const sceneId = this.#pick(scenes).id
    const offered: { id: string; text: string }[] = []
    await this.#ask({ kind: 'generate' }, async () => {
      const seed = this.#random.integer(1_000_000)
      // Now and then another try at the same passage.
      const retried = this.#random.next() < 0.3 ? this.#lastGeneration : null
      const wish = {
        sceneId,
        words: 6,
        candidates: 2,
        seed,
        ...(retried === null ? {} : { parentId: retried }),
      }
      for await (const event of await this.#client.cowriter.continue(wish))
        if (event.kind === 'done') {
          this.#lastGeneration = event.generation.id
          for (const { id, text } of event.generation.candidates) {
            this.#candidates[id] = 'offered'
            offered.push({ id, text })
          }
        }
    })
    const [first] = offered
    if (!first) return
    const decision = this.#random.next() < 0.7 ? 'accepted' : 'rejected'
    await this.#ask({ kind: 'decide', candidateId: first.id, decision }, async () => {
      await this.#client.cowriter.decide({ candidateId: first.id, decision })
      this.#candidates[first.id] = decision
    })
    if (decision === 'accepted' && first.text.trim() !== '') this.#wanted = { sceneId, text: first.text }
  }

  /** @param name any act when left out. */
  async #act(name?: string): Promise<void> {
    const acts = this.#acts()
    const chosen = name ?? this.#pick(Object.keys(acts))
    const run = acts[chosen]?.(this.#content.tree)
    if (!run) return
    await this.#ask({ kind: 'act', name: chosen }, async () => {
      await run()
      await this.start()
    })
  }

  async #ask(intent: Intent, run: () => Promise<void>): Promise<void> {
    await this.#witness.before(intent)
    try {
      await run()
    } catch (error) {
      const code =
        error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
      if (code === '' || code === 'ENGINE_GONE') throw error
      this.#witness.refused(intent, code)
      return
    }
    this.#witness.after(intent, this.#content, { ...this.#candidates })
  }

  #acts(): Readonly<Record<string, Act>> {
    const { binder, project } = this.#client
    const some = (tree: Content['tree']) => this.#pick(tree)
    const texts = (tree: Content['tree']) => tree.filter(({ kind }) => kind === 'scene' || kind === 'note')
    const room = (tree: Content['tree']): boolean => tree.length < MOST_NODES
    const parents = (tree: Content['tree']): readonly (string | null)[] => [
      null,
      ...tree.filter(({ kind }) => kind === 'chapter' || kind === 'part').map(({ id }) => id),
    ]
    const title = this.#words(2)
    return {
      create: (tree) => {
        if (!room(tree)) return null
        const kind: Inputs['binder']['create']['kind'] = tree.some((node) => node.kind === 'scene')
          ? this.#pick(['scene', 'scene', 'chapter', 'note'])
          : 'scene'
        return () => binder.create({ kind, title, parentId: this.#pick(parents(tree)) })
      },
      rename: (tree) => {
        const { id } = some(tree)
        return () => binder.rename({ id, title })
      },
      move: (tree) => {
        const { id } = some(tree)
        return () =>
          binder.move({
            ids: [id],
            parentId: this.#pick(parents(tree)),
            ...(this.#random.next() < 0.5 ? { afterId: null } : {}),
          })
      },
      describe: (tree) => {
        const { id } = some(tree)
        return () => binder.describe({ ids: [id], synopsis: title, status: 'draft', label: 'red' })
      },
      split: (tree) => {
        const { id } = this.#pick(texts(tree))
        const block = this.#content.texts[id]?.content.at(1)
        if (!room(tree) || !block || !('attrs' in block)) return null
        return () => binder.splitScene({ sceneId: id, blockId: block.attrs.id, title })
      },
      merge: (tree) => {
        const scenes = tree.filter(({ kind }) => kind === 'scene')
        if (scenes.length < FEWEST_TEXTS) return null
        return () => binder.merge({ ids: scenes.slice(0, 2).map(({ id }) => id) })
      },
      duplicate: (tree) => {
        if (!room(tree)) return null
        return () => binder.duplicate({ ids: [this.#pick(texts(tree)).id] })
      },
      remove: (tree) => {
        const scenes = tree.filter(({ kind }) => kind === 'scene')
        if (scenes.length < FEWEST_TEXTS) return null
        return () => binder.remove({ ids: [this.#pick(scenes).id] })
      },
      restore: () => {
        const { trash } = this.#content
        return trash.length === 0 ? null : () => binder.restore({ ids: [this.#pick(trash)] })
      },
      title: () => () => project.update({ title }),
    }
  }
}
