// arcwright doors: every way to another machine; lists, opens and closes them.
import type { EngineClient, Outputs } from '../../../engine/contract/index.ts'
import { UsageError } from '../problems.ts'
import { toCommand } from '../run-command.ts'

type Listing = Outputs['doors']['list']

const ACTIONS: Readonly<Record<string, (engine: EngineClient, id: string | undefined) => Promise<Listing>>> =
  {
    list: (engine) => engine.doors.list(),
    open: (engine, id) =>
      id === undefined ? engine.doors.shutAll({ shut: false }) : engine.doors.set({ id, open: true }),
    close: (engine, id) =>
      id === undefined ? engine.doors.shutAll({ shut: true }) : engine.doors.set({ id, open: false }),
  }

export const doorsCommand = toCommand({
  name: 'doors',
  description: 'every way to another machine: list, open one, close one; close without a name shuts all',
  args: {
    action: { type: 'positional', description: 'list, open or close', required: true },
    id: {
      type: 'positional',
      description: 'one door; without it the master switch is meant',
      required: false,
    },
  },
  async run({ action, id }, engine, terminal) {
    const act = ACTIONS[action]
    if (!act) throw new UsageError(`there is no action ${action}; list, open or close`)
    const listing = await act(engine, id)
    if (listing.allShut)
      terminal.say('all shut by the master switch; “arcwright doors open” without a name lifts it')
    for (const { id: name, direction, open, title } of listing.doors)
      terminal.say(
        `${open ? (listing.allShut ? 'waits ' : 'OPEN  ') : 'closed'}  ${name} (${direction}): ${title}`,
      )
    return { ...listing }
  },
})
