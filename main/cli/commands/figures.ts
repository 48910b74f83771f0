// arcwright figures: pictures, sounds and clips in the text, listed, put in, and given a caption, a description and a width.
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { defineCommand } from 'citty'
import type { EngineClient, Outputs } from '../../../engine/contract/index.ts'
import { findNode } from '../named-nodes.ts'
import { UsageError } from '../problems.ts'
import { toCommand } from '../run-command.ts'

type SceneDocument = Outputs['scene']['get']['document']
type Block = SceneDocument['content'][number]
type Figure = Extract<Block, { type: 'image' }>
type FigureSize = NonNullable<Figure['attrs']['size']>

const FIGURE_SIZES = ['small', 'half', 'full'] as const satisfies readonly FigureSize[]

const project = { type: 'positional', description: 'PROJECT.arcwright', required: true } as const
const words = {
  caption: { type: 'string', description: 'what stands below it' },
  alt: { type: 'string', description: 'what is said in place of it' },
  size: { type: 'string', description: `its width: ${FIGURE_SIZES.join(', ')}` },
} as const
const open = (engine: EngineClient, file: string) => engine.project.open({ path: path.resolve(file) })

const sizeFrom = (wanted: string | undefined): FigureSize | undefined => {
  const size = FIGURE_SIZES.find((each) => each === wanted)
  if (wanted !== undefined && size === undefined)
    throw new UsageError(`--size ${wanted} is none of ${FIGURE_SIZES.join(', ')}`)
  return size
}

interface Found {
  readonly sceneId: string
  readonly scene: string
  readonly figure: Figure
}

const figuresIn = async (engine: EngineClient): Promise<readonly Found[]> => {
  const scenes = (await engine.binder.tree()).filter(({ kind }) => kind === 'scene' || kind === 'note')
  const found: Found[] = []
  for (const { id: sceneId, title, opening } of scenes) {
    const { document } = await engine.scene.get({ sceneId })
    for (const figure of document.content)
      if (figure.type === 'image') found.push({ sceneId, scene: title || opening, figure })
  }
  return found
}

const plain = ({ sceneId, scene, figure: { attrs } }: Found) => ({
  id: attrs.id,
  sceneId,
  scene,
  mediaId: attrs.mediaId,
  caption: attrs.caption,
  alt: attrs.alt,
  size: attrs.size ?? 'full',
})

/** The attributes as they are kept: the full width goes without saying. */
const withSize = ({ size: before, ...rest }: Figure['attrs'], size = before): Figure['attrs'] => ({
  ...rest,
  ...(size === undefined || size === 'full' ? {} : { size }),
})

const saveScene = async (
  engine: EngineClient,
  sceneId: string,
  change: (content: readonly Block[]) => readonly Block[],
): Promise<void> => {
  const { rev, document } = await engine.scene.get({ sceneId })
  await engine.scene.save({
    sceneId,
    baseRev: rev,
    document: { ...document, content: change(document.content) },
  })
}

/** A scene by name; of a part or chapter its last one. */
const sceneNamed = (tree: Outputs['binder']['tree'], name: string) => {
  const below = new Set([findNode(tree, name).id])
  // In reading order: what holds others comes before them.
  for (const { id, parentId } of tree) if (parentId !== null && below.has(parentId)) below.add(id)
  const scene = tree.findLast(({ id, kind }) => kind === 'scene' && below.has(id))
  if (!scene) throw new UsageError(`there is no scene in “${name}”`)
  return scene
}

const list = toCommand({
  name: 'list',
  description: 'the pictures, sounds and clips of the text, in reading order',
  args: { project },
  async run(args, engine, terminal) {
    await open(engine, args.project)
    const figures = (await figuresIn(engine)).map(plain)
    for (const { id, scene, caption, size } of figures)
      terminal.say(`${id}  ${size.padEnd(5)}  ${scene}: ${caption || '(no caption)'}`)
    return { figures }
  },
})

const set = toCommand({
  name: 'set',
  description: 'change the caption, the description or the width of one',
  args: { project, id: { type: 'positional', description: 'its id', required: true }, ...words },
  async run(args, engine, terminal) {
    const size = sizeFrom(args.size)
    await open(engine, args.project)
    const found = (await figuresIn(engine)).find(({ figure }) => figure.attrs.id === args.id)
    if (!found)
      throw new UsageError(`there is no picture, sound or clip ${args.id} in the text; see figures list`)
    const { caption = found.figure.attrs.caption, alt = found.figure.attrs.alt } = args
    const figure: Figure = {
      ...found.figure,
      attrs: withSize({ ...found.figure.attrs, caption, alt }, size),
    }
    await saveScene(engine, found.sceneId, (content) =>
      content.map((block) => ('attrs' in block && block.attrs.id === args.id ? figure : block)),
    )
    const after = plain({ ...found, figure })
    terminal.say(`${after.id}  ${after.size}  ${after.caption}`)
    return { figure: after }
  },
})

const add = toCommand({
  name: 'add',
  description: 'put a file of the project at the end of a scene',
  args: {
    project,
    media: { type: 'positional', description: 'its id, see media list', required: true },
    scene: { type: 'string', description: 'title or id; of a chapter its last scene', required: true },
    ...words,
  },
  async run(args, engine, terminal) {
    const size = sizeFrom(args.size)
    await open(engine, args.project)
    const item = (await engine.media.list()).items.find(({ id }) => id === args.media)
    if (!item || item.kind === 'document')
      throw new UsageError(`there is no picture, sound or clip ${args.media}; see media list`)
    const { id: sceneId, title, opening } = sceneNamed(await engine.binder.tree(), args.scene)
    const attrs = withSize(
      {
        id: randomUUID(),
        mediaId: item.id,
        alt: args.alt ?? item.alt,
        caption: args.caption ?? item.caption,
      },
      size,
    )
    const figure: Figure = { type: 'image', attrs }
    await saveScene(engine, sceneId, (content) => [...content, figure])
    terminal.say(`${attrs.id}  ${title || opening}`)
    return { figure: plain({ sceneId, scene: title || opening, figure }) }
  },
})

export const figuresCommand = defineCommand({
  meta: { name: 'figures', description: 'pictures, sounds and clips in the text: list, set, add' },
  subCommands: { list, set, add },
})
