// Whether the service stands long use: clients that talk, complete, repeat themselves and hang up for as long as is asked.
// Every line that was acknowledged must be kept once, every slot come back, and memory come to rest.
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { EngineClient } from '../../../engine/contract/index.ts'
import type { Evaluation } from './evaluation.ts'

const CLIENTS = 6
const MINUTES = 1
/** By then every path has been taken once: what is held more at the end has grown. */
const WARM_SHARE = 0.4
/** Every so many turns one is asked for once more, as after a lost connection; every so many a caller hangs up. */
const REPEAT_EVERY = 4
const HANG_UP_EVERY = 5
const WORDS = 8
const MINUTE_MS = 60_000

interface Counts {
  lines: number
  repeated: number
  completions: number
  hungUp: number
  turnedAway: number
  /** A turn that came back with other words. */
  changed: number
  failed: number
}

type Post = (route: string, body: unknown, signal?: AbortSignal) => Promise<Response>

/** The text of the whole line in a stream of events; null where it broke off. */
const lineIn = (stream: string): { readonly text: string; readonly repeated: boolean } | null => {
  for (const data of stream.matchAll(/^data: (\{.*\})$/gmu)) {
    const event = JSON.parse(data[1] ?? '{}') as { kind?: string; text?: string; repeated?: boolean }
    if (event.kind === 'line') return { text: event.text ?? '', repeated: event.repeated === true }
  }
  return null
}

/** One after the other until the time is over; whoever is turned away comes again. @returns the turns that were answered */
const talk = async (
  post: Post,
  {
    id,
    writer,
    counts,
    isOver,
  }: {
    readonly id: string
    readonly writer: string
    readonly counts: Counts
    readonly isOver: () => boolean
  },
): Promise<number> => {
  let answered = 0
  const say = async (turn: number): Promise<ReturnType<typeof lineIn> | 'away'> => {
    const text = `This is the ${turn}th time that I ask about the boat.`
    const response = await post('/api/npc/say', { id, text, turnId: `t${turn}`, words: WORDS, seed: turn })
    const body = await response.text()
    if (response.status !== 429) return response.ok ? lineIn(body) : null
    counts.turnedAway += 1
    await sleep(50)
    return 'away'
  }
  for (let turn = 0; !isOver(); turn++) {
    let line = await say(turn)
    while (line === 'away') line = await say(turn)
    if (line === null) {
      counts.failed += 1
      continue
    }
    answered += 1
    counts.lines += 1
    if (turn % REPEAT_EVERY === 0) {
      let again = await say(turn)
      while (again === 'away') again = await say(turn)
      counts.repeated += 1
      if (again?.text !== line.text || !again.repeated) counts.changed += 1
    }
    const asked = {
      model: writer,
      prompt: `The tide turned for the ${turn}th time.`,
      max_tokens: WORDS,
      seed: turn,
    }
    if (turn % HANG_UP_EVERY === 0) {
      const leave = new AbortController()
      const response = await post('/v1/completions', { ...asked, stream: true }, leave.signal).catch(
        () => null,
      )
      await response?.body
        ?.getReader()
        .read()
        .catch(() => undefined)
      leave.abort()
      counts.hungUp += 1
    } else {
      const response = await post('/v1/completions', asked)
      await response.text()
      if (response.ok) counts.completions += 1
      else if (response.status === 429) counts.turnedAway += 1
      else counts.failed += 1
    }
  }
  return answered
}

/** Collects what nobody holds any more: what is left is what the service keeps, whatever the collector would have done. */
const collectGarbage = ((): (() => void) => {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as () => void
})()

/** What is held, in MB. */
const heldMb = (): number => {
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1e6
}

const gauges = (text: string): { readonly writing: number; readonly waiting: number } => {
  const of = (name: string): number =>
    Number(new RegExp(`^arcwright_${name} (\\d+)`, 'mu').exec(text)?.[1] ?? -1)
  return { writing: of('writing'), waiting: of('waiting') }
}

const madeProject = async (engine: EngineClient, folder: string): Promise<void> => {
  await engine.project.create({ path: path.join(folder, 'soak.arcwright'), title: 'Soak', language: 'en' })
  await engine.cast.add({ name: 'Mira', role: 'ferrywoman' })
}

export const soak: Evaluation = {
  id: 'soak',
  title:
    'the service in long use: lines lost or doubled, slots that stay taken, memory (--minutes N, --model WRITER)',
  async run({ engine, terminal, folder, minutes = MINUTES, model }) {
    await madeProject(engine, folder)
    const [first] = await engine.cowriter.writers()
    const writers = await engine.cowriter.writers()
    const writer = writers.find(({ id, name }) => model === id || model === name) ?? first
    if (!writer) throw new Error('there is nobody who writes')
    const { secret, id: keyId } = await engine.service.addKey({
      name: `soak ${folder}`.slice(-60),
      scopes: ['write', 'npc', 'metrics'],
    })
    const { url } = await engine.service.start({ port: 0 })
    const post: Post = (route, body, signal) =>
      fetch(`${url}${route}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        ...(signal ? { signal } : {}),
      })
    let earlyMb = 0
    const warm = setTimeout(() => (earlyMb = heldMb()), minutes * MINUTE_MS * WARM_SHARE)
    try {
      const ids: string[] = []
      for (let client = 0; client < CLIENTS; client++) {
        const made = await post('/api/npc/create', {
          characterId: 'Mira',
          playerName: `P${client}`,
          writerId: writer.id,
        })
        ids.push(((await made.json()) as { id: string }).id)
      }
      const counts: Counts = {
        lines: 0,
        repeated: 0,
        completions: 0,
        hungUp: 0,
        turnedAway: 0,
        changed: 0,
        failed: 0,
      }
      const endsAt = performance.now() + minutes * MINUTE_MS
      const isOver = (): boolean => terminal.signal.aborted || performance.now() >= endsAt
      const told = setInterval(
        () => terminal.progress(`${counts.lines} lines, ${counts.completions} passages`),
        1000,
      )
      const answered = await Promise.all(
        ids.map((id) => talk(post, { id, writer: writer.id, counts, isOver })),
      )
      clearInterval(told)
      let [lost, doubled] = [0, 0]
      for (const [at, id] of ids.entries()) {
        const session = (await (await post('/api/npc/get', { id })).json()) as { lines: number }
        const turns = answered[at] ?? 0
        lost += Math.max(0, turns - session.lines)
        doubled += Math.max(0, session.lines - turns)
      }
      const metrics = async () =>
        gauges(
          await (await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${secret}` } })).text(),
        )
      // Whoever hung up last may still be on the way out.
      let slots = await metrics()
      for (let look = 0; look < 40 && slots.writing + slots.waiting > 0; look++) {
        await sleep(100)
        slots = await metrics()
      }
      const lateMb = heldMb()
      return {
        writer: writer.name,
        minutes,
        clients: CLIENTS,
        ...counts,
        lost,
        doubled,
        slotsTaken: slots.writing + slots.waiting,
        earlyMb: Math.round(earlyMb),
        lateMb: Math.round(lateMb),
        growthMbPerMinute: Number(((lateMb - earlyMb) / (minutes * (1 - WARM_SHARE))).toFixed(2)),
      }
    } finally {
      clearTimeout(warm)
      await engine.service.stop()
      await engine.service.removeKey({ id: keyId })
    }
  },
}
