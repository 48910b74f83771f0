// The shape of a growth before a word of it is written: who speaks when, in which feeling, what the player can answer, what
// hangs on trust. Pure and without chance: the same wish gives the same plan.
import type { Emotion } from '../../emotion.ts'
import type { DialogueNode, Speaker, Variable } from '../dialogue.ts'
import { withExit } from '../dialogue.ts'
import { type Beat, type BeatRole, type GrowthPlan, type GrowthWish, type Tone } from './growth.ts'

export interface GrowthWorld {
  readonly speakerOf: (characterId: string | null) => Speaker
  /** Facts that somebody knows and the player does not, by whoever knows them. */
  readonly secretsOf: (characterId: string) => readonly string[]
  /** −1 … 1, of the first speaker towards the player. */
  readonly trust: number
  /** Names that the dialogue's variables have already. */
  readonly taken: ReadonlySet<string>
}

interface Way {
  readonly nodeId: string
  readonly exit: string
}

/** A place from which it goes on growing. */
interface Bud {
  readonly ways: readonly Way[]
  readonly depth: number
  readonly tone: Tone
  readonly before: readonly string[]
  /** What the answers on this way make of it, where it is one way. */
  readonly trust: number
  /** What the player has asked about. */
  readonly factId: string | null
}

interface Secret {
  readonly speakerId: string
  readonly factId: string
}

/** It may have been told on the way to a choice. */
interface Told {
  readonly beatId: string
  readonly factId: string
}

/** Beats on the way that a writer is told of. */
const REMEMBERED = 8
/** So much trust is a secret worth. */
const ENOUGH_TRUST = 1
const TONES_OF: readonly (readonly Tone[])[] = [
  ['plain'],
  ['warm', 'hard'],
  ['warm', 'plain', 'hard'],
  ['warm', 'plain', 'hard', 'leave'],
]
/** What an answer is coloured to by the words that it answers; whoever is not named keeps the feeling of the arc. */
const COLOURED: Readonly<Partial<Record<Tone, Readonly<Partial<Record<Emotion, Emotion>>>>>> = {
  warm: { anger: 'neutral', disgust: 'neutral', neutral: 'joy' },
  hard: { joy: 'neutral', neutral: 'anger', surprise: 'anger' },
}
const PLAYER_FEELS: Readonly<Record<Tone, Emotion>> = {
  warm: 'joy',
  plain: 'neutral',
  hard: 'anger',
  leave: 'neutral',
  ask: 'surprise',
}
const TRUST_WON: Readonly<Record<Tone, number>> = { warm: 1, plain: 0, hard: -1, leave: 0, ask: 0 }

/** The feeling at a depth: the arc is stretched over the choices. */
export const feelingAtDepth = (arc: readonly Emotion[], depth: number, deepest: number): Emotion =>
  arc[Math.round((depth / Math.max(1, deepest)) * (arc.length - 1))] ?? 'neutral'

const freeName = (wish: string, taken: ReadonlySet<string>): string => {
  let name = wish
  for (let number = 2; taken.has(name); number++) name = `${wish}${number}`
  return name
}

class Planner {
  readonly nodes = new Map<string, DialogueNode>()
  readonly beats: Beat[] = []
  readonly secrets: string[] = []
  readonly endId = 'end'
  readonly #wish: GrowthWish
  readonly #world: GrowthWorld
  readonly #hasTrust: boolean
  readonly #trust: string
  readonly #told: string
  #last = 0

  constructor(wish: GrowthWish, world: GrowthWorld, hasTrust: boolean) {
    this.#wish = wish
    this.#world = world
    this.#hasTrust = hasTrust
    this.#trust = freeName('trust', world.taken)
    this.#told = freeName('told', world.taken)
    this.#put({ id: this.endId, kind: 'end', title: '', x: 0, y: 0 })
  }

  get variables(): readonly Variable[] {
    return [
      { name: this.#trust, type: 'number', initial: this.#trustAtFirst, note: '' },
      { name: this.#told, type: 'bool', initial: false, note: '' },
    ]
  }

  get #trustAtFirst(): number {
    return Math.round(2 * this.#world.trust) + 0
  }

  /** @returns the first node. */
  grow(): string {
    const first: Bud = {
      ways: [],
      depth: 0,
      tone: 'plain',
      before: [],
      trust: this.#trustAtFirst,
      factId: null,
    }
    if (this.#wish.shape === 'tree') this.#tree(first)
    else this.#braid(first)
    return this.beats[0].nodeId
  }

  #put(node: DialogueNode): string {
    this.nodes.set(node.id, node)
    return node.id
  }

  #id(): string {
    return `g${++this.#last}`
  }

  #lead(ways: readonly Way[], to: string): void {
    for (const { nodeId, exit } of ways) this.#put(withExit(this.nodes.get(nodeId)!, exit, to))
  }

  #beat(beat: Omit<Beat, 'before'>, before: readonly string[]): void {
    this.beats.push({ ...beat, before: before.slice(-REMEMBERED) })
  }

  /** Whose turn it is. */
  #turn(at: number): string {
    const { castIds } = this.#wish
    return castIds[at % castIds.length]
  }

  /** A line of the cast, and the bud behind it. */
  #line(bud: Bud, role: BeatRole, speakerId: string, factId = bud.factId): Bud {
    const { playerId, arc, depth: deepest } = this.#wish
    const id = this.#id()
    const asked = feelingAtDepth(arc, bud.depth, deepest)
    const emotion = role === 'answer' ? (COLOURED[bud.tone]?.[asked] ?? asked) : asked
    const speaker = this.#world.speakerOf(speakerId)
    const plain = { id, title: '', x: 0, y: 0, text: '', emotion: null, direction: '', tags: [], next: null }
    this.#put({ ...plain, kind: 'line', speaker })
    this.#lead(bud.ways, id)
    const beat = { id, nodeId: id, role, tone: bud.tone, speakerId, listenerId: playerId, emotion, factId }
    this.#beat({ ...beat, depth: bud.depth }, bud.before)
    return { ...bud, ways: [{ nodeId: id, exit: 'next' }], before: [...bud.before, id] }
  }

  #lines(bud: Bud, first: BeatRole, count: number): Bud {
    let now = this.#line(bud, first, this.#turn(bud.depth))
    for (let turn = 1; turn < count; turn++) now = this.#line(now, 'more', this.#turn(bud.depth + turn))
    return now
  }

  #close(bud: Bud): void {
    this.#lead(this.#line(bud, 'close', this.#turn(bud.depth)).ways, this.endId)
  }

  /** Halfway, where somebody has something to tell. */
  #secretAt({ depth, trust }: Bud): Secret | null {
    const { castIds, depth: deepest, shape } = this.#wish
    if (!this.#hasTrust || depth !== Math.floor(deepest / 2)) return null
    if (shape === 'tree' && trust < ENOUGH_TRUST) return null
    const found = castIds.flatMap((_, turn): Secret[] => {
      const speakerId = this.#turn(depth + turn)
      const [factId] = this.#world.secretsOf(speakerId)
      return factId === undefined ? [] : [{ speakerId, factId }]
    })
    return found[0] ?? null
  }

  /** Where the ways come together and part again by trust: `then` with enough of it, `next` without. */
  #askTrust(bud: Bud): string {
    const test = `${this.#trust} >= ${ENOUGH_TRUST}`
    const gate = this.#put({
      id: this.#id(),
      kind: 'condition',
      title: '',
      x: 0,
      y: 0,
      test,
      then: null,
      next: null,
    })
    this.#lead(bud.ways, gate)
    return gate
  }

  /** Told only where there is trust. The ways of both cases go on, and what comes behind cannot rely on it. */
  #tell(bud: Bud, { speakerId, factId }: Secret): { readonly bud: Bud; readonly told: Told } {
    const gate = this.#askTrust(bud)
    const told = this.#line({ ...bud, ways: [{ nodeId: gate, exit: 'then' }] }, 'tell', speakerId, factId)
    const set = {
      kind: 'set',
      title: '',
      x: 0,
      y: 0,
      variable: this.#told,
      value: 'true',
      next: null,
    } as const
    const noted = this.#put({ ...set, id: this.#id() })
    this.#lead(told.ways, noted)
    const beatId = told.before.at(-1)!
    this.secrets.push(gate, beatId, noted)
    const ways = [
      { nodeId: gate, exit: 'next' },
      { nodeId: noted, exit: 'next' },
    ]
    return { bud: { ...bud, ways }, told: { beatId, factId } }
  }

  /** A choice, behind a secret where there is one to tell; a bud behind each of its options. */
  #branches(bud: Bud): readonly Bud[] {
    const secret = this.#secretAt(bud)
    if (secret === null) return this.#choice(bud, null)
    const { bud: behind, told } = this.#tell(bud, secret)
    return this.#choice(behind, told)
  }

  #choice(bud: Bud, told: Told | null): readonly Bud[] {
    const { breadth, castIds, playerId } = this.#wish
    const id = this.#id()
    const tones: readonly Tone[] = [...TONES_OF[breadth - 1], ...(told === null ? [] : (['ask'] as const))]
    const options = tones.map((tone, at) => ({
      id: `${id}-${at + 1}`,
      text: '',
      emotion: null,
      condition: tone === 'ask' ? this.#told : '',
      once: false,
      tags: [],
      next: null,
    }))
    this.#put({ id, kind: 'choice', title: '', x: 0, y: 0, options, next: null })
    this.#lead(bud.ways, id)
    return options.map((option, at): Bud => {
      const tone = tones[at]
      if (tone === 'ask') this.secrets.push(option.id)
      const listenerId = castIds[(bud.depth + 1) % castIds.length]
      const beat = {
        id: option.id,
        nodeId: id,
        role: 'choice',
        tone,
        speakerId: playerId,
        listenerId,
      } as const
      const asked = tone === 'ask' ? told : null
      const factId = asked?.factId ?? null
      const heard = asked ? [...bud.before, asked.beatId] : bud.before
      this.#beat({ ...beat, emotion: PLAYER_FEELS[tone], depth: bud.depth, factId }, heard)
      const won = this.#hasTrust ? TRUST_WON[tone] : 0
      const before = [...heard, option.id]
      const behind = { tone, depth: bud.depth + 1, before, trust: bud.trust + won, factId }
      const way = { nodeId: id, exit: option.id }
      if (won === 0) return { ...behind, ways: [way] }
      const value = `${this.#trust} ${won > 0 ? '+' : '-'} 1`
      const set = { kind: 'set', title: '', x: 0, y: 0, variable: this.#trust, value, next: null } as const
      const moved = this.#put({ ...set, id: this.#id() })
      this.#lead([way], moved)
      return { ...behind, ways: [{ nodeId: moved, exit: 'next' }] }
    })
  }

  /** Nodes that a choice with everything behind its options needs at least: lines, moves of trust, last words. */
  #costOfChoice(): number {
    const { breadth, lines } = this.#wish
    return 4 + (breadth + 1) * (lines + 2)
  }

  #tree(first: Bud): void {
    const { depth: deepest, lines, maxNodes } = this.#wish
    const buds = [first]
    for (let bud = buds.shift(); bud; bud = buds.shift()) {
      const spoken = this.#lines(bud, bud === first ? 'open' : 'answer', lines)
      // Whoever waits still needs words of their own and a last line.
      const reserved = buds.length * (lines + 1)
      const isOver = bud.depth >= deepest || bud.tone === 'leave'
      if (isOver || this.nodes.size + reserved + this.#costOfChoice() > maxNodes) {
        this.#close(spoken)
        continue
      }
      buds.push(...this.#branches(spoken))
    }
  }

  #braid(first: Bud): void {
    const { depth: deepest, lines, maxNodes } = this.#wish
    let bud = first
    for (let depth = 0; depth < deepest; depth++) {
      if (depth > 0 && this.nodes.size + this.#costOfChoice() + lines > maxNodes) break
      bud = this.#lines({ ...bud, depth }, depth === 0 ? 'open' : 'more', lines)
      const joined: Way[] = []
      // What all of them remember is the way of the first.
      let before: readonly string[] | null = null
      for (const branch of this.#branches(bud)) {
        const answered = this.#line(branch, 'answer', this.#turn(branch.depth))
        if (branch.tone === 'leave') this.#lead(answered.ways, this.endId)
        else {
          joined.push(...answered.ways)
          before ??= answered.before
        }
      }
      bud = { ...bud, ways: joined, depth: depth + 1, tone: 'plain', before: before ?? [] }
    }
    if (!this.#hasTrust) return this.#close(bud)
    const gate = this.#askTrust(bud)
    this.#close({ ...bud, tone: 'warm', ways: [{ nodeId: gate, exit: 'then' }] })
    this.#close({ ...bud, tone: 'hard', ways: [{ nodeId: gate, exit: 'next' }] })
  }
}

const isRead = ({ nodes }: Planner, name: string): boolean =>
  [...nodes.values()].some(
    (node) =>
      (node.kind === 'condition' && node.test.startsWith(`${name} `)) ||
      (node.kind === 'choice' && node.options.some(({ condition }) => condition === name)),
  )

const isSet = ({ nodes }: Planner, name: string): boolean =>
  [...nodes.values()].some((node) => node.kind === 'set' && node.variable === name)

/** @param wish within GROWTH_LIMITS. */
export const planGrowth = (wish: GrowthWish, world: GrowthWorld): GrowthPlan => {
  const planned = (hasTrust: boolean) => {
    const planner = new Planner(wish, world, hasTrust)
    return { planner, startId: planner.grow() }
  }
  let { planner, startId } = planned(wish.conditions)
  const [trust] = planner.variables
  // Trust that nothing hangs on is not counted.
  if (!isRead(planner, trust.name) || !isSet(planner, trust.name)) ({ planner, startId } = planned(false))
  const { nodes, beats, secrets, endId } = planner
  const variables = planner.variables.filter(({ name }) => isSet(planner, name))
  return { startId, nodes: [...nodes.values()], variables, beats, secrets, endId }
}
