// What a project says, as plain data that can be compared: the tree, every text, the trash. Read through the contract,
// as a window would.
import { isDeepStrictEqual } from 'node:util'
import type { EngineClient, Outputs } from '../../contract/index.ts'
import type { SceneDocument } from '../../domain/document.ts'

type Node = Outputs['binder']['tree'][number]

export interface Content {
  readonly title: string
  /** Without what is counted from the texts. */
  readonly tree: readonly (Omit<Node, 'words' | 'opening'> & Partial<Node>)[]
  readonly texts: Readonly<Record<string, SceneDocument>>
  readonly trash: readonly string[]
}

const isText = ({ kind }: Pick<Node, 'kind'>): boolean => kind === 'scene' || kind === 'note'

export const readContent = async (
  client: EngineClient,
): Promise<{ content: Content; revs: ReadonlyMap<string, number> }> => {
  const nodes = await client.binder.tree()
  const texts: Record<string, SceneDocument> = {}
  const revs = new Map<string, number>()
  for (const { id } of nodes.filter(isText)) {
    const { document, rev } = await client.scene.get({ sceneId: id })
    texts[id] = document
    revs.set(id, rev)
  }
  const trash = (await client.binder.trash()).map(({ id }) => id).toSorted()
  const tree = nodes.map((node) => {
    const row: Content['tree'][number] = { ...node }
    delete row.words
    delete row.opening
    return row
  })
  const { title } = await client.project.info()
  return { content: { title, tree, texts, trash }, revs }
}

export const withText = (content: Content, sceneId: string, document: SceneDocument): Content => ({
  ...content,
  texts: { ...content.texts, [sceneId]: document },
})

export const sameContent = (one: Content, other: Content): boolean =>
  // What crossed a wire has lost its undefined values.
  isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)))
