// arcwright text: what stands in a scene or a note, shown, replaced, or gone on with from a file. Counts nothing towards goals.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { defineCommand } from 'citty'
import type { EngineClient, Outputs } from '../../../engine/contract/index.ts'
import { findNode } from '../named-nodes.ts'
import { UsageError } from '../problems.ts'
import { toCommand } from '../run-command.ts'

type SceneDocument = Outputs['scene']['get']['document']
type Block = SceneDocument['content'][number]

/** Any node of a document: blocks, items of lists, cells, words. */
interface AnyNode {
  readonly type: string
  readonly text?: string
  readonly content?: readonly AnyNode[]
}

const args = {
  project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
  scene: {
    type: 'positional',
    description: 'a scene, a note, or a chapter of one scene: id or whole title',
    required: true,
  },
} as const
const file = {
  type: 'string',
  description:
    'plain text with an empty line between paragraphs, or .json as `text show --json` has the document; "-" is standard input',
  required: true,
} as const

/** A chapter of one scene stands for that. */
const open = async (engine: EngineClient, project: string, scene: string) => {
  await engine.project.open({ path: path.resolve(project) })
  const tree = await engine.binder.tree()
  const below = new Set([findNode(tree, scene).id])
  // In reading order: what holds others comes before them.
  for (const { id, parentId } of tree) if (parentId !== null && below.has(parentId)) below.add(id)
  const documents = tree.filter(({ id, kind }) => below.has(id) && (kind === 'scene' || kind === 'note'))
  const [only, ...others] = documents
  if (!only || others.length > 0)
    throw new UsageError(
      `“${scene}” holds ${documents.length} texts; say which: ${documents.map(({ id }) => id).join(', ')}`,
    )
  return engine.scene.get({ sceneId: only.id })
}

const plain = (node: AnyNode): string => {
  if (node.type === 'text') return node.text ?? ''
  if (node.type === 'hardBreak') return '\n'
  if (node.type === 'sceneBreak') return '* * *'
  const glue = ['paragraph', 'heading', 'note'].includes(node.type) ? '' : '\n'
  return (node.content ?? []).map(plain).join(glue)
}

const read = (name: string): string => {
  try {
    return readFileSync(name === '-' ? 0 : name, 'utf8')
  } catch {
    throw new UsageError(`--file ${name}: there is no such file, or it cannot be read`)
  }
}

/** @param of the file's name: the words remember where they came from. */
const paragraphFrom = (text: string, of: string): Block => ({
  type: 'paragraph',
  attrs: { id: randomUUID() },
  content: text
    .split('\n')
    .flatMap((line, at) => [
      ...(at === 0 ? [] : [{ type: 'hardBreak' } as const]),
      ...(line === '' ? [] : [{ type: 'text', text: line, origin: { by: 'imported', of } } as const]),
    ]),
})

/** The contract checks what it is. */
const documentFrom = (text: string, name: string): SceneDocument => {
  try {
    const value = JSON.parse(text) as { readonly document?: SceneDocument }
    return value.document ?? (value as SceneDocument)
  } catch {
    throw new UsageError(`--file ${name} is not JSON`)
  }
}

/** A paragraph that is there already is taken as it is: its comments, marks and origins stay. */
const blocksFrom = (name: string, before: readonly Block[]): readonly Block[] => {
  const text = read(name)
  if (name.endsWith('.json')) return documentFrom(text, name).content
  const kept = [...before]
  const of = name === '-' ? '' : path.basename(name)
  return text
    .replaceAll(/\r\n?/gu, '\n')
    .split(/\n[ \t]*\n/u)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => {
      const at = kept.findIndex((block) => plain(block) === paragraph)
      return kept.splice(at, at < 0 ? 0 : 1)[0] ?? paragraphFrom(paragraph, of)
    })
}

const show = toCommand({
  name: 'show',
  description: 'the text of a scene or a note',
  args,
  async run({ project, scene }, engine, terminal) {
    const found = await open(engine, project, scene)
    const paragraphs = found.document.content.map(plain)
    terminal.say(paragraphs.join('\n\n'))
    return { ...found, paragraphs }
  },
})

const change = (name: 'write' | 'append') =>
  toCommand({
    name,
    description:
      name === 'write'
        ? 'put the text of a file in the place of what stands there; a snapshot keeps that'
        : 'go on with the text of a file',
    args: { ...args, file },
    async run(options, engine, terminal) {
      const { sceneId, rev, document } = await open(engine, options.project, options.scene)
      const isEmpty = document.content.every((block) => plain(block) === '' && block.type === 'paragraph')
      const before = isEmpty ? [] : document.content
      const blocks = blocksFrom(options.file, name === 'write' ? before : [])
      if (blocks.length === 0) throw new UsageError(`--file ${options.file} holds no words`)
      if (name === 'write' && !isEmpty)
        await engine.history.take({
          name: `text write ${path.basename(options.file)}`.slice(0, 200),
          scopeId: sceneId,
        })
      const content = name === 'write' ? blocks : [...before, ...blocks]
      const saved = await engine.scene.save({
        sceneId,
        baseRev: rev,
        document: { ...document, content: [...content] },
      })
      terminal.say(`${saved.words} words, ${saved.bookWords} in the book`)
      return { sceneId, ...saved }
    },
  })

export const textCommand = defineCommand({
  meta: { name: 'text', description: 'the text of a scene or a note: show, write, append' },
  subCommands: { show, write: change('write'), append: change('append') },
})
