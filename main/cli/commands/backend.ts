// arcwright backend: what computes tensors on this machine; tries it, shows it, changes it.
import type { EngineClient, Outputs } from '../../../engine/contract/index.ts'
import { UsageError } from '../problems.ts'
import { toCommand } from '../run-command.ts'

type Listing = Outputs['backend']['list']
type Entry = Listing['backends'][number]

const REFUSALS = {
  unsupported: 'not in this system’s build of ONNX Runtime',
  failed: 'does not start here',
  crashed: 'its process died',
  timeout: 'took too long',
  differs: 'its numbers differ from the processor’s',
  'ended-engine': 'the engine died while it was in use',
} as const satisfies Readonly<Record<NonNullable<NonNullable<Entry['verdict']>['refusal']>, string>>

const EVIDENCE = {
  daily: '',
  software: '; unproven on a real GPU',
  none: '; unproven: never run by its makers',
} as const satisfies Readonly<Record<Entry['evidence'], string>>

const finding = ({ verdict }: Entry): string => {
  if (!verdict) return 'not tried yet'
  if (verdict.refusal === null)
    return `training step ${verdict.trainMs?.toFixed(1)} ms, token ${verdict.writeMs?.toFixed(2)} ms, differs by ${verdict.difference?.toExponential(1)}`
  return `refused: ${REFUSALS[verdict.refusal]}${verdict.detail ? ` (${verdict.detail})` : ''}`
}

const ACTIONS = {
  list: async (engine: EngineClient, id: string) => {
    if (id !== '') throw new UsageError('backend list takes no id')
    return engine.backend.list()
  },
  measure: async (engine: EngineClient, id: string) => {
    if (id !== '') throw new UsageError('backend measure takes no id')
    return engine.backend.measure()
  },
  choose: (engine: EngineClient, id: string) => engine.backend.choose({ id: id === '' ? 'auto' : id }),
} as const

const isAction = (word: string): word is keyof typeof ACTIONS => word in ACTIONS

export const backendCommand = toCommand({
  name: 'backend',
  description: 'what computes on this machine: list, measure again, or choose one (auto: the quickest)',
  args: {
    action: { type: 'positional', description: 'list, measure or choose', required: true },
    id: { type: 'positional', description: 'for choose: auto or an id of the list', required: false },
  },
  async run({ action, id = '' }, engine, terminal) {
    if (!isAction(action)) throw new UsageError(`there is no backend ${action}; list, measure or choose`)
    const stop = (): void => {
      // Ends the measuring; what was known before is kept.
      void (async () => {
        for await (const jobs of await engine.studio.watchJobs())
          for (const job of jobs) await engine.studio.stopJob({ id: job.id })
      })().catch(() => undefined)
    }
    terminal.signal.addEventListener('abort', stop, { once: true })
    if (action === 'choose' && (await engine.backend.list()).measuredAt === null)
      await engine.backend.measure()
    const listing = await ACTIONS[action](engine, id)
    for (const entry of listing.backends) {
      const uses = [
        ...(entry.id === listing.training ? ['trains'] : []),
        ...(entry.id === listing.writing ? ['writes'] : []),
      ]
      terminal.say(
        `${uses.length > 0 ? '*' : ' '} ${entry.id.padEnd(15)} ${entry.label}: ${finding(entry)}${EVIDENCE[entry.evidence]}${uses.length > 0 ? ` — ${uses.join(' and ')}` : ''}`,
      )
    }
    terminal.say(`wanted: ${listing.wanted}`)
    return { ...listing }
  },
})
