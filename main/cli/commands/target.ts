// arcwright target: how the book, a part, a chapter or a scene should feel: shown, drawn, taken from a shape, copied, cleared.
import path from 'node:path'
import type { EngineClient, Outputs } from '../../../engine/contract/index.ts'
import { measureFrom } from '../arc-arguments.ts'
import { UsageError } from '../problems.ts'
import { toCommand } from '../run-command.ts'
import type { Terminal } from '../terminal.ts'
import { characterOf } from './cast.ts'

type Points = Outputs['feeling']['targets'][number]['points']

/** `0:-.2,.5:.6,1:0`: places 0 … 1 and values. */
const pointsFrom = (text: string): Points =>
  text.split(',').map((pair) => {
    const [x, y, ...rest] = pair.split(':').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
    if (x === undefined || y === undefined || rest.length > 0 || !Number.isFinite(x) || !Number.isFinite(y))
      throw new UsageError(`--points ${text}: write places and values as 0:-.2,.5:.6,1:0`)
    return { x, y }
  })

const scopeFrom = (id: string): string | null => (id === 'book' ? null : id)

/** Draws the arc of somebody of the cast, and shows it beside how they feel in the text. */
const ownArc = async (
  engine: EngineClient,
  terminal: Terminal,
  name: string,
  wish: {
    readonly points: Points | undefined
    readonly shape: string | undefined
    readonly clear: boolean
  },
) => {
  const { id } = await characterOf(engine, name)
  const shape = (await engine.feeling.shapes()).find((each) => each.id === wish.shape)
  if (wish.shape !== undefined && !shape)
    throw new UsageError(`there is no shape ${wish.shape}: --shape list`)
  const arc = wish.clear ? [] : (wish.points ?? shape?.valence)
  if (arc !== undefined) await engine.cast.edit({ id, change: { arc: [...arc] } })
  const drawn = (await engine.cast.list()).find((character) => character.id === id)?.arc ?? []
  const isHeard = (await engine.arc.voices()).some((voice) => voice.id === id)
  const report = isHeard ? await engine.arc.report({ voiceId: id }) : null
  const gap = report?.lines.find(({ kind }) => kind === 'book')?.gap ?? null
  terminal.say(drawn.map(({ x, y }) => `${x.toFixed(2)}:${y.toFixed(2)}`).join(' ') || 'no arc is drawn')
  if (gap !== null) terminal.say(`mean distance from how they feel in the text: ${gap.toFixed(2)}`)
  return {
    character: { id, arc: drawn },
    gap,
    curve: (report?.curve ?? []).map(({ x, actual, target }) => ({ x, actual, target })),
  }
}

export const targetCommand = toCommand({
  name: 'target',
  description: 'show or set how the book, a part, a chapter or a scene should feel',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    scope: { type: 'string', description: 'book, or the id of a part, chapter or scene', default: 'book' },
    who: {
      type: 'string',
      description:
        'id or name of a character: their own arc over the book, of valence, beside how they feel in it',
    },
    measure: { type: 'string', description: 'valence, arousal, tension or an emotion', default: 'valence' },
    shape: { type: 'string', description: 'a named shape; list shows them' },
    points: { type: 'string', description: 'places and values: 0:-.2,.5:.6,1:0' },
    copy: { type: 'string', description: 'book or an id: that scope’s target' },
    actual: { type: 'string', description: 'book or an id: how that scope really feels' },
    clear: { type: 'boolean', description: 'remove the curve', default: false },
  },
  async run(args, engine, terminal) {
    const measure = measureFrom(args.measure)
    const scopeId = scopeFrom(args.scope)
    const ways = [args.shape, args.points, args.copy, args.actual, args.clear ? 'clear' : undefined]
    if (ways.filter((way) => way !== undefined).length > 1)
      throw new UsageError('give one of --shape, --points, --copy, --actual, --clear')
    const points = args.points === undefined ? undefined : pointsFrom(args.points)
    await engine.project.open({ path: path.resolve(args.project) })
    if (args.who !== undefined) {
      if (scopeId !== null || measure !== 'valence' || args.copy !== undefined || args.actual !== undefined)
        throw new UsageError('--who goes with --points, --shape or --clear: an arc of valence over the book')
      return ownArc(engine, terminal, args.who, { points, shape: args.shape, clear: args.clear })
    }
    const shapes = await engine.feeling.shapes()
    if (args.shape === 'list') {
      for (const { id, beats } of shapes) terminal.say([id, ...beats.map(({ key }) => key)].join('  '))
      return { shapes }
    }
    if (args.shape !== undefined) {
      const shape = shapes.find(({ id }) => id === args.shape)
      if (!shape)
        throw new UsageError(`--shape ${args.shape} is none of ${shapes.map(({ id }) => id).join(', ')}`)
      const shaped = measure === 'valence' ? shape.valence : shape.level
      await engine.feeling.setTarget({ scopeId, measure, points: shaped, shape: shape.id })
    }
    if (points) await engine.feeling.setTarget({ scopeId, measure, points })
    if (args.clear) await engine.feeling.setTarget({ scopeId, measure, points: [] })
    if (args.copy !== undefined)
      await engine.feeling.copyTarget({
        scopeId,
        measure,
        from: { kind: 'target', scopeId: scopeFrom(args.copy) },
      })
    if (args.actual !== undefined)
      await engine.feeling.copyTarget({
        scopeId,
        measure,
        from: { kind: 'actual', scopeId: scopeFrom(args.actual) },
      })
    const targets = await engine.feeling.targets()
    for (const target of targets) {
      const curve = target.points.map(({ x, y }) => `${x.toFixed(2)}:${y.toFixed(2)}`).join(' ')
      terminal.say(`${target.scopeId ?? 'book'}  ${target.measure}  ${target.shape ?? ''}  ${curve}`)
    }
    return { targets }
  },
})
