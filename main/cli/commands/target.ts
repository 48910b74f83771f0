// arcwright target: how the book, a part, a chapter or a scene should feel: shown, drawn, taken from a shape, copied, cleared.
import path from 'node:path'
import type { Outputs } from '../../../engine/contract/index.ts'
import { measureFrom } from '../arc-arguments.ts'
import { UsageError } from '../problems.ts'
import { toCommand } from '../run-command.ts'

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

export const targetCommand = toCommand({
  name: 'target',
  description: 'show or set how the book, a part, a chapter or a scene should feel',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    scope: { type: 'string', description: 'book, or the id of a part, chapter or scene', default: 'book' },
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
